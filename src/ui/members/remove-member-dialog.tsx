"use client";

import type { Member, Receipt } from "@/lib/api-types";
import { ReceiptLine } from "@/ui/guests/receipt-line";
import { AlertDialog } from "@/ui/primitives/alert-dialog";
import { Alert } from "@/ui/primitives/alert";
import { toast } from "@/ui/primitives/toast";
import { request } from "@/ui/request";
import { useAction } from "@/ui/use-action";
import { findMemberRow } from "./members-table";

interface RemoveMemberDialogProps {
  workspace: { slug: string; name: string };
  member: Member;
  onClose: () => void;
  onRemoved: () => Promise<void>;
}

/** Ends a membership. Their open connections are cut; their messages stay. */
export function RemoveMemberDialog(props: RemoveMemberDialogProps) {
  const { workspace, member, onClose, onRemoved } = props;
  const { run, busy, failure } = useAction(async () => {
    const { receipt } = await request<{ receipt: Receipt }>(
      "DELETE",
      `/api/workspaces/${encodeURIComponent(workspace.slug)}/members/${member.id}`,
    );
    toast.info(`${member.name} is removed`, { description: <ReceiptLine receipt={receipt} /> });
    await onRemoved();
    onClose();
  });
  return (
    <AlertDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Remove ${member.name}?`}
      description={
        <p>
          Everything {member.name} has open in {workspace.name} is cut at once, and only a new
          invitation brings them back: the open ones that they made, came by or were sent are
          withdrawn. What they wrote stays, and so does the record.
        </p>
      }
      confirm="Remove member"
      tone="cut"
      busy={busy}
      onConfirm={() => void run()}
      returnFocus={() => findMemberRow(member.userId)}
    >
      {failure && <Alert>{failure.message}</Alert>}
    </AlertDialog>
  );
}
