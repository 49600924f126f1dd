"use client";

import { useState } from "react";
import type { Guest } from "@/lib/api-types";
import { Button } from "@/ui/primitives/button";
import { Dialog, DialogClose } from "@/ui/primitives/dialog";
import { Alert } from "@/ui/primitives/alert";
import { Time } from "@/ui/primitives/time";
import { request } from "@/ui/request";
import { useAction } from "@/ui/use-action";
import { hoursFromNow, toLocalInput } from "./access-length";
import { type AccessChoice, AccessLengthField } from "./access-length-field";
import { findEnd, readEnd } from "./chosen-end";
import { findRow } from "./row-id";

interface AccessDialogProps {
  guest: Guest;
  onClose: () => void;
  onChanged: (guest: Guest) => void;
}

const VERBS = { longer: "Extend", shorter: "Shorten", none: "Change", unknown: "Change" };

/** Changes when a guest's access ends. The dialog says whether the choice gives them more time or less. */
export function AccessDialog({ guest, onClose, onChanged }: AccessDialogProps) {
  const [choice, setChoice] = useState(() => beginWithMore(guest));
  const change = describeChange(guest, choice);
  const { run, busy, failure } = useAction(async () => {
    const answer = await request<{ guest: Guest }>("PATCH", `/api/admin/guest/${guest.id}`, {
      expiresAt: readEnd(choice),
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
            Ends <Time at={guest.expiresAt} show="absolute" />, to the second.
          </>
        ) : (
          "Has no end date now."
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
          onChange={setChoice}
          error={failure?.issueFor("expiresAt")}
        />
        <p role="status" className="text-ink-soft">
          {change === "shorter" && "This ends their access earlier than now."}
          {change === "none" && "This changes nothing."}
        </p>
        {guest.status === "locked" && (
          <p className="text-ink-soft">
            {guest.name} is cut off. More time alone does not let them in; restore them for that.
          </p>
        )}
        {failure && failure.issues.length === 0 && <Alert>{failure.message}</Alert>}
      </div>
    </Dialog>
  );
}

/** The first of the usual lengths that gives at least a day more than they have. If none does, their present end. */
function beginWithMore({ expiresAt }: Guest): AccessChoice {
  if (expiresAt === null) return { length: "none", date: "" };
  const date = toLocalInput(new Date(expiresAt));
  const dayLater = hoursFromNow(24, Date.parse(expiresAt));
  const length = (["168", "720", "2160"] as const).find(
    (hours) => hoursFromNow(Number(hours)) >= dayLater,
  );
  return { length: length ?? "date", date };
}

/** What a choice changes. A date has no seconds: a date within the same minute as the present end changes nothing. */
function describeChange({ expiresAt }: Guest, choice: AccessChoice): keyof typeof VERBS {
  const end = findEnd(choice);
  if (end === undefined) return "unknown";
  if (end === expiresAt) return "none";
  if (choice.length === "date" && expiresAt && choice.date === toLocalInput(new Date(expiresAt))) {
    return "none";
  }
  if (end === null) return "longer";
  return expiresAt === null || end < expiresAt ? "shorter" : "longer";
}
