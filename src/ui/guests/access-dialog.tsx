"use client";

import { useState } from "react";
import type { Guest } from "@/lib/api-types";
import { Button } from "@/ui/primitives/button";
import { Dialog, DialogClose } from "@/ui/primitives/dialog";
import { Alert } from "@/ui/primitives/alert";
import { Time } from "@/ui/primitives/time";
import { describeHours } from "@/lib/describe-hours";
import { request } from "@/ui/request";
import { useAction } from "@/ui/use-action";
import { hoursFromNow, latestEnd, toLocalInput } from "./access-length";
import { type AccessChoice, AccessLengthField } from "./access-length-field";
import { findEnd, readEnd } from "./chosen-end";
import { RulesFirst } from "./invite/rules-first";
import { findRow } from "./row-id";

interface AccessDialogProps {
  guest: Guest;
  workspace: { slug: string };
  onClose: () => void;
  onChanged: (guest: Guest) => void;
}

const VERBS = { longer: "Extend", shorter: "Shorten", none: "Change", unknown: "Change" };

/** Changes when a guest's access ends. The dialog says whether the choice gives them more time or less. */
export function AccessDialog(props: AccessDialogProps) {
  const { guest, workspace, onClose } = props;
  return (
    <RulesFirst slug={workspace.slug} title={`Access of ${guest.name}`} onClose={onClose}>
      {({ guestMaxDays }) => <AccessForm {...props} maxDays={guestMaxDays} />}
    </RulesFirst>
  );
}

function AccessForm(props: AccessDialogProps & { maxDays: number | null }) {
  const { guest, maxDays, onClose, onChanged } = props;
  const [choice, setChoice] = useState(() => beginWithMore(guest, maxDays));
  const change = describeChange(guest, choice, maxDays);
  const { run, busy, failure } = useAction(async () => {
    const answer = await request<{ guest: Guest }>("PATCH", `/api/admin/guest/${guest.id}`, {
      expiresAt: readEnd(choice, maxDays),
    });
    onChanged(answer.guest);
    onClose();
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Access of ${guest.name}`}
      description={
        guest.expiresAt ? (
          <>
            Access ends <Time at={guest.expiresAt} show="end" />.
          </>
        ) : (
          `Has no end date now.${maxDays === null ? "" : describeLimit(maxDays)}`
        )
      }
      onSubmit={() => void run()}
      returnFocus={() => findRow(guest.id)}
      footer={
        <>
          <DialogClose asChild>
            <Button>Cancel</Button>
          </DialogClose>
          <Button type="submit" variant="primary" busy={busy} disabled={change === "none"}>
            {VERBS[change]} access
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <AccessLengthField
          label="New length"
          hint="Counted from now."
          choice={choice}
          maxDays={maxDays}
          onChange={setChoice}
          error={failure?.issueFor("expiresAt")}
        />
        <p role="status" className="text-ink-soft">
          {change === "shorter" && "This ends their access earlier than now."}
          {change === "none" && "This changes nothing."}
        </p>
        {guest.status === "locked" && (
          <p className="text-ink-soft">
            The access of {guest.name} is revoked. More time alone does not let them in: restore it
            too.
          </p>
        )}
        {failure && failure.issues.length === 0 && <Alert>{failure.message}</Alert>}
      </div>
    </Dialog>
  );
}

/** They were given it before there was a limit. */
const describeLimit = (maxDays: number) =>
  ` Guests here have access for ${describeHours(24 * maxDays)} at most, so any change gives them an end.`;

/**
 * The first of the usual lengths that gives at least a day more than they have, or else as long as is allowed. If that
 * gives no more either, their present end.
 */
function beginWithMore({ expiresAt }: Guest, maxDays: number | null): AccessChoice {
  if (expiresAt === null) return { length: "none", date: "" };
  const date = toLocalInput(new Date(expiresAt));
  const dayLater = hoursFromNow(24, Date.parse(expiresAt));
  const length = (["168", "720", "2160"] as const).find(
    (hours) =>
      Number(hours) <= 24 * (maxDays ?? Infinity) && hoursFromNow(Number(hours)) >= dayLater,
  );
  const latest = latestEnd(maxDays);
  const most = latest !== null && latest > expiresAt ? "none" : "date";
  return { length: length ?? most, date };
}

/** What a choice changes. A date has no seconds: a date within the same minute as the present end changes nothing. */
function describeChange(
  { expiresAt }: Guest,
  choice: AccessChoice,
  maxDays: number | null,
): keyof typeof VERBS {
  const chosen = findEnd(choice, maxDays);
  if (chosen === undefined) return "unknown";
  const end = chosen ?? latestEnd(maxDays);
  if (end === expiresAt) return "none";
  if (choice.length === "date" && expiresAt && choice.date === toLocalInput(new Date(expiresAt))) {
    return "none";
  }
  if (end === null) return "longer";
  return expiresAt === null || end < expiresAt ? "shorter" : "longer";
}
