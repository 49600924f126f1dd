"use client";

import { useState } from "react";
import type { Guest } from "@/lib/api-types";
import { Button } from "@/ui/primitives/button";
import { Dialog, DialogClose } from "@/ui/primitives/dialog";
import { Notice } from "@/ui/primitives/notice";
import { Time } from "@/ui/primitives/time";
import { RequestFailed, request } from "@/ui/request";
import { useAction } from "@/ui/use-action";
import { fromLocalInput, hoursFromNow, toLocalInput } from "./access-length";
import { type AccessChoice, AccessLengthField } from "./access-length-field";
import { findRow } from "./row-id";

interface AccessDialogProps {
  guest: Guest;
  onClose: () => void;
  onChanged: (guest: Guest) => void;
}

/** Gives a guest more time, or less. */
export function AccessDialog({ guest, onClose, onChanged }: AccessDialogProps) {
  const [choice, setChoice] = useState<AccessChoice>({
    length: "168",
    date: guest.expiresAt ? toLocalInput(new Date(guest.expiresAt)) : "",
  });
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
          <Button type="submit" variant="primary" busy={busy}>
            Change access
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
        {guest.status === "locked" && (
          <p className="text-ink-soft">
            {guest.name} is cut off. More time alone does not let them in; restore them for that.
          </p>
        )}
        {failure && failure.issues.length === 0 && <Notice>{failure.message}</Notice>}
      </div>
    </Dialog>
  );
}

function readEnd({ length, date }: AccessChoice): string | null {
  if (length === "none") return null;
  if (length !== "date") return hoursFromNow(Number(length));
  const end = fromLocalInput(date);
  if (end) return end;
  throw new RequestFailed("Choose a date", "VALIDATION", 400, [
    { path: "expiresAt", message: "Choose a date and a time" },
  ]);
}
