"use client";

import type { Guest, Receipt } from "@/lib/api-types";
import { AlertDialog } from "@/ui/primitives/alert-dialog";
import { Alert } from "@/ui/primitives/alert";
import { toast } from "@/ui/primitives/toast";
import { request } from "@/ui/request";
import { useAction } from "@/ui/use-action";
import { ReceiptLine } from "./receipt-line";
import { findRow } from "./row-id";

interface PromoteDialogProps {
  guest: Guest;
  workspace: { name: string };
  onClose: () => void;
  onPromoted: (guestId: string) => void;
}

/** Makes a guest a member. What they have open is cut for a moment and comes back with what a member sees. */
export function PromoteDialog({ guest, workspace, onClose, onPromoted }: PromoteDialogProps) {
  const { run, busy, failure } = useAction(async () => {
    const { receipt } = await request<{ receipt: Receipt }>(
      "POST",
      `/api/admin/guest/${guest.id}/promote`,
      { role: "member" },
    );
    onPromoted(guest.id);
    toast.info(`${guest.name} is a member now`, { description: <ReceiptLine receipt={receipt} /> });
    onClose();
  });
  return (
    <AlertDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Make ${guest.name} a member?`}
      description={
        <p>
          {guest.name} ({guest.email}) becomes a member of {workspace.name}: they see every public
          channel with all of its history, and everybody. Their access has no end then. What they
          wrote stays theirs, and what they have open comes back by itself.{" "}
          <WhatIsLost guest={guest} />
        </p>
      }
      confirm="Make a member"
      busy={busy}
      onConfirm={() => void run()}
      returnFocus={() => findRow(guest.id)}
    >
      {failure && <Alert>{failure.message}</Alert>}
    </AlertDialog>
  );
}

function WhatIsLost({ guest: { status } }: { guest: Guest }) {
  if (status !== "expired") return "They keep the private channels that they are in.";
  return "Their time had run out, so they do not get their former private channels back.";
}
