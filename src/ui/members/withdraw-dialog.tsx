"use client";

import { AlertDialog } from "@/ui/primitives/alert-dialog";
import { Alert } from "@/ui/primitives/alert";
import { toast } from "@/ui/primitives/toast";
import { RequestFailed, request } from "@/ui/request";
import { useAction } from "@/ui/use-action";
import { INVITE_BUTTON_ID, PENDING_ID } from "./pending-invites";

interface WithdrawDialogProps {
  workspace: { slug: string };
  invite: { id: string; email?: string | null; uses?: number };
  onClose: () => void;
  /** Called when the invitation no longer works, because of this request or an earlier one. */
  onGone: (inviteId: string) => void;
}

/** Makes an invitation link stop working. People who came in by it lose nothing. */
export function WithdrawDialog({ workspace, invite, onClose, onGone }: WithdrawDialogProps) {
  const { email, uses = 0 } = invite;
  const { run, busy, failure } = useAction(async () => {
    try {
      await request(
        "DELETE",
        `/api/admin/invite/${invite.id}?workspace=${encodeURIComponent(workspace.slug)}`,
      );
    } catch (cause) {
      if (cause instanceof RequestFailed && cause.code === "INVITE_GONE") onGone(invite.id);
      throw cause;
    }
    onGone(invite.id);
    toast.success("The invitation is withdrawn");
    onClose();
  });
  return (
    <AlertDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Withdraw this invitation?"
      description={
        <p>
          The link {email ? `for ${email} ` : ""}stops working at once.{" "}
          {uses > 0 && "People who came in through it stay."}
        </p>
      }
      confirm="Withdraw invitation"
      busy={busy}
      onConfirm={() => void run()}
      returnFocus={() =>
        document.getElementById(PENDING_ID) ?? document.getElementById(INVITE_BUTTON_ID)
      }
    >
      {failure && <Alert>{failure.message}</Alert>}
    </AlertDialog>
  );
}
