"use client";

import { useState } from "react";
import type { Channel } from "@/lib/api-types";
import { Alert } from "@/ui/primitives/alert";
import { Button } from "@/ui/primitives/button";
import { Dialog, DialogClose } from "@/ui/primitives/dialog";
import { Field } from "@/ui/primitives/field";
import { Segmented } from "@/ui/primitives/segmented";
import { Textarea } from "@/ui/primitives/textarea";
import { useAction } from "@/ui/use-action";
import { type AccessChoice, AccessLengthField } from "../access-length-field";
import { usualLength } from "../access-length";
import { readEnd } from "../chosen-end";
import { useGuestRules } from "../invite/use-guest-rules";
import { OpenInvitations } from "../open-invitations";
import {
  ACTION_WORDS,
  type BulkAction,
  type BulkAnswer,
  type BulkMatch,
  countGuests,
  runBulk,
} from "./bulk-action";
import { BulkProgress } from "./bulk-progress";
import { BulkReceipt } from "./bulk-receipt";
import { type ChosenGuests, ChooseGuests, NOBODY_YET, toMatch } from "./choose-guests";
import { PreviewList } from "./preview-list";
import { usePreview } from "./use-preview";

/** Beside which button the dialog was opened, so that the focus goes back there. */
export const MANY_BUTTON_ID = "many-guests";

export interface BulkDialogProps {
  workspace: { slug: string; name: string };
  channels: Channel[];
  action: BulkAction;
  /** Who was selected; without them, the dialog asks. */
  ids?: string[];
  /** With which choice it begins to ask. */
  start?: ChosenGuests | undefined;
  onDone: (action: BulkAction, answer: BulkAnswer) => void;
  onClose: () => void;
}

/** Changes many guests at once. It names who is concerned and what will happen, and shows the one receipt afterwards. */
export function BulkDialog(props: BulkDialogProps) {
  const { workspace, channels, ids, onDone, onClose } = props;
  const [action, setAction] = useState(props.action);
  const [chosen, setChosen] = useState(props.start ?? NOBODY_YET);
  const [reason, setReason] = useState("");
  const { rules, failure: unruled } = useGuestRules(workspace.slug);
  const maxDays = rules?.guestMaxDays ?? null;
  const [picked, setLength] = useState<AccessChoice | null>(null);
  const length = picked ?? { length: usualLength(maxDays), date: "" };
  const isReady = action !== "extend" || rules !== null;
  const [keep, setKeep] = useState(false);
  const [answer, setAnswer] = useState<BulkAnswer | null>(null);
  const match: BulkMatch | null = ids ? { ids } : toMatch(chosen);
  const { preview, failure: unknown } = usePreview(workspace.slug, action, match);
  const words = ACTION_WORDS[action];
  const count = preview?.guests.length ?? 0;
  const { run, busy, failure } = useAction(async () => {
    if (!match || count === 0 || !isReady) return;
    const done = await runBulk(workspace.slug, {
      action,
      match,
      ...(words.takes && { reason: reason.trim() || undefined, keepInvites: keep }),
      ...(action === "extend" && { expiresAt: readEnd(length, maxDays) }),
    });
    setAnswer(done);
    onDone(action, done);
  });
  const shared = {
    open: true,
    onOpenChange: (open: boolean) => !open && !busy && onClose(),
    returnFocus: () => document.getElementById(MANY_BUTTON_ID),
  };
  if (answer) {
    const title = `${countGuests(answer.guests.length)} ${words.done}`;
    return (
      <Dialog {...shared} title={title} footer={<CloseButton />}>
        <BulkReceipt answer={answer} takes={words.takes} />
      </Dialog>
    );
  }
  return (
    <Dialog
      {...shared}
      title={ids ? `${words.verb} ${countGuests(ids.length)}?` : "Many guests at once"}
      description={describe(action, workspace.name)}
      onSubmit={() => void run()}
      footer={
        <>
          <DialogClose asChild>
            <Button disabled={busy}>Cancel</Button>
          </DialogClose>
          <Button
            type="submit"
            variant={words.takes ? "cut" : "primary"}
            busy={busy}
            disabled={count === 0 || !isReady}
          >
            {count > 0 ? `${words.verb} ${countGuests(count)}` : words.verb}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {!ids && (
          <>
            <Segmented
              label="What to do"
              value={action}
              onChange={setAction}
              options={ACTIONS}
              wide
              className="w-full *:flex-1 *:justify-center"
            />
            <ChooseGuests channels={channels} chosen={chosen} onChange={setChosen} />
          </>
        )}
        {action === "extend" && unruled && <Alert>{unruled}</Alert>}
        {action === "extend" && rules && (
          <AccessLengthField
            label="New length"
            hint="Counted from now, for each of them: also for those who have longer now."
            choice={length}
            maxDays={maxDays}
            onChange={setLength}
            error={failure?.issueFor("expiresAt") ?? null}
          />
        )}
        {words.takes && (
          <Field
            label="Reason"
            aside="optional"
            hint="Each of them will read this. It stays on record."
            error={failure?.issueFor("reason") ?? null}
          >
            <Textarea
              name="reason"
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          </Field>
        )}
        {unknown && <Alert>{unknown}</Alert>}
        {match && !preview && !unknown && <p className="text-ink-soft">Finding these guests…</p>}
        {preview && <PreviewList action={action} guests={preview.guests} />}
        {preview && (
          <OpenInvitations
            effect="let some of them back in"
            source={{ invites: preview.invites, keep, setKeep }}
          />
        )}
        {busy && preview && <BulkProgress action={action} guests={preview.guests} />}
        {failure && failure.issues.length === 0 && <Alert>{failure.message}</Alert>}
      </div>
    </Dialog>
  );
}

const ACTIONS = (["revoke", "restore", "extend", "remove"] as const).map((value) => ({
  value,
  label: ACTION_WORDS[value].verb,
}));

function describe(action: BulkAction, workspace: string): string {
  switch (action) {
    case "revoke":
      return `They cannot come back to ${workspace} until you restore them. What they wrote stays.`;
    case "remove":
      return `They leave ${workspace} for good. What they wrote stays.`;
    case "restore":
      return "They can come back, with everything they had.";
    case "extend":
      return "Their access ends then. Who is expired is let in again; who is revoked stays revoked.";
  }
}

function CloseButton() {
  return (
    <DialogClose asChild>
      <Button variant="primary">Close</Button>
    </DialogClose>
  );
}
