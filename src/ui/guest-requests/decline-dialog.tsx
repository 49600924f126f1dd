"use client";

import { useState } from "react";
import type { GuestRequest } from "@/lib/api-types";
import { Alert } from "@/ui/primitives/alert";
import { AlertDialog } from "@/ui/primitives/alert-dialog";
import { Field } from "@/ui/primitives/field";
import { Textarea } from "@/ui/primitives/textarea";
import { request } from "@/ui/request";
import { useAction } from "@/ui/use-action";

interface DeclineDialogProps {
  asked: GuestRequest;
  onClose: () => void;
  onDeclined: (decided: GuestRequest) => void;
  returnFocus: () => HTMLElement | null;
}

export function DeclineDialog({ asked, onClose, onDeclined, returnFocus }: DeclineDialogProps) {
  const [reason, setReason] = useState("");
  const { run, busy, failure } = useAction(async () => {
    const path = `/api/admin/guest-request/${asked.id}/decline`;
    const body = { reason: reason.trim() || undefined };
    const answer = await request<{ request: GuestRequest }>("POST", path, body);
    onDeclined(answer.request);
  });
  return (
    <AlertDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Decline this request?"
      description={
        <p>
          {asked.email} is not invited. {asked.askedBy.name} hears it at once.
        </p>
      }
      confirm="Decline"
      busy={busy}
      onConfirm={() => void run()}
      returnFocus={returnFocus}
    >
      <Field
        label={`A word to ${asked.askedBy.name}`}
        aside="optional"
        hint="It stays on record."
        error={failure?.issueFor("reason")}
      >
        <Textarea
          name="reason"
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </Field>
      {failure && failure.issues.length === 0 && <Alert>{failure.message}</Alert>}
    </AlertDialog>
  );
}
