"use client";

import { useState } from "react";
import type { Guest, Receipt } from "@/lib/api-types";
import { AlertDialog } from "@/ui/primitives/alert-dialog";
import { Field } from "@/ui/primitives/field";
import { Alert } from "@/ui/primitives/alert";
import { Textarea } from "@/ui/primitives/textarea";
import { toast } from "@/ui/primitives/toast";
import { request } from "@/ui/request";
import { useAction } from "@/ui/use-action";
import { describeConnections } from "./connection-dots";
import { findRow } from "./row-id";
import { useWaysBack } from "./use-ways-back";
import { OpenInvitations } from "./open-invitations";

interface RevokeDialogProps {
  guest: Guest;
  workspace: { name: string };
  onClose: () => void;
  onRevoked: (guest: Guest) => void;
}

/** The confirmation before a guest's access is revoked. It says what will be cut, and asks for a reason. */
export function RevokeDialog(props: RevokeDialogProps) {
  const { guest, workspace, onClose, onRevoked } = props;
  const [reason, setReason] = useState("");
  const waysBack = useWaysBack(guest.id);
  const { run, busy, failure } = useAction(async () => {
    const answer = await request<{ guest: Guest; receipt: Receipt }>(
      "POST",
      `/api/admin/guest/${guest.id}/disconnect`,
      { reason: reason.trim() || undefined, keepInvites: waysBack.keep },
    );
    onRevoked(answer.guest);
    if (!answer.receipt.confirmed) warnUnconfirmed(guest, answer.receipt);
    onClose();
  });

  return (
    <AlertDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Revoke ${guest.name}’s access?`}
      description={
        <p>
          <strong className="nums font-medium text-ink">{describeCut(guest)}</strong> {guest.name}{" "}
          cannot come back to {workspace.name} until you restore them. What they wrote stays.
        </p>
      }
      confirm="Revoke access"
      tone="cut"
      busy={busy}
      onConfirm={() => void run()}
      returnFocus={() => findRow(guest.id)}
    >
      <Field
        label="Reason"
        aside="optional"
        hint={`${guest.name} will read this. It stays on record.`}
        error={failure?.issueFor("reason")}
      >
        <Textarea
          name="reason"
          maxLength={500}
          autoFocus
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey)) return;
            event.preventDefault();
            void run();
          }}
        />
      </Field>
      <OpenInvitations effect={`let ${guest.name} back in`} source={waysBack} />
      {failure && failure.issues.length === 0 && <Alert>{failure.message}</Alert>}
    </AlertDialog>
  );
}

function describeCut(guest: Guest): string {
  if (guest.connections === 0) return "No connection is open now; none will open again.";
  return `${describeConnections(guest.connections, guest.devices)} will be cut.`;
}

function warnUnconfirmed(guest: Guest, { nodes }: Receipt) {
  toast.warning(`The access of ${guest.name} is revoked, but not every server has confirmed it`, {
    description: `${nodes.confirmed} of ${nodes.expected} confirmed. The others stop serving them within seconds. Then ask again for confirmation.`,
  });
}
