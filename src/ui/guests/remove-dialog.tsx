"use client";

import type { Guest, Receipt } from "@/lib/api-types";
import { AlertDialog } from "@/ui/primitives/alert-dialog";
import { Alert } from "@/ui/primitives/alert";
import { toast } from "@/ui/primitives/toast";
import { request } from "@/ui/request";
import { useAction } from "@/ui/use-action";
import { describeConnections } from "./connection-dots";
import { findRow } from "./row-id";
import { ReceiptLine } from "./receipt-line";
import { useWaysBack } from "./use-ways-back";
import { OpenInvitations } from "./open-invitations";

interface RemoveDialogProps {
  guest: Guest;
  workspace: { name: string };
  onClose: () => void;
  onRemoved: (guestId: string) => void;
}

/** Removes a guest for good. The audit log and their messages stay. */
export function RemoveDialog(props: RemoveDialogProps) {
  const { guest, workspace, onClose, onRemoved } = props;
  const waysBack = useWaysBack(guest.id);
  const { run, busy, failure } = useAction(async () => {
    const { receipt } = await request<{ receipt: Receipt }>(
      "DELETE",
      `/api/admin/guest/${guest.id}`,
      { keepInvites: waysBack.keep },
    );
    onRemoved(guest.id);
    toast.info(`${guest.name} is removed`, { description: <ReceiptLine receipt={receipt} /> });
    onClose();
  });
  const live =
    guest.connections > 0
      ? `${describeConnections(guest.connections, guest.devices)} will be cut. `
      : "";
  return (
    <AlertDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Remove ${guest.name}?`}
      description={
        <p>
          {live}
          {guest.name} leaves {workspace.name} for good; only a new invitation brings them back.
          What they wrote stays, and so does the record.
        </p>
      }
      confirm="Remove guest"
      tone="cut"
      busy={busy}
      onConfirm={() => void run()}
      returnFocus={() => findRow(guest.id)}
    >
      <OpenInvitations effect={`let ${guest.name} back in`} source={waysBack} />
      {failure && <Alert>{failure.message}</Alert>}
    </AlertDialog>
  );
}
