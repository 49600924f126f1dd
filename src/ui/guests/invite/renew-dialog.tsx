"use client";

import { useState } from "react";
import type { CreatedInvite, GuestInvite } from "@/lib/api-types";
import { Alert } from "@/ui/primitives/alert";
import { AlertDialog } from "@/ui/primitives/alert-dialog";
import { request } from "@/ui/request";
import { useAction } from "@/ui/use-action";
import { InviteReady } from "./invite-ready";

interface RenewDialogProps {
  workspace: { slug: string };
  invite: GuestInvite;
  isMailed: boolean;
  onClose: () => void;
  returnFocus: () => HTMLElement | null;
}

/** Gives an invitation a new link, and mails it again if it is for an address. The old link stops. */
export function RenewDialog(props: RenewDialogProps) {
  const { workspace, invite, isMailed, onClose, returnFocus } = props;
  const [made, setMade] = useState<CreatedInvite | null>(null);
  const { run, busy, failure } = useAction(async () => {
    const path = `/api/admin/invite/${invite.id}/link?workspace=${encodeURIComponent(workspace.slug)}`;
    setMade((await request<{ invite: CreatedInvite }>("POST", path)).invite);
  });
  if (made) {
    return (
      <InviteReady
        invite={made}
        email={invite.email ?? ""}
        places={invite.maxUses - invite.uses}
        replaces
        onClose={onClose}
      />
    );
  }
  return (
    <AlertDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={isMailed ? "Send the invitation again?" : "Make a new link?"}
      description={
        <p>
          {isMailed
            ? `A new link goes to ${invite.email} and works for 14 days. The one from before stops at once.`
            : "It is shown to you, once, and works for 14 days. The link from before stops at once."}
        </p>
      }
      confirm={isMailed ? "Send again" : "Make a new link"}
      busy={busy}
      onConfirm={() => void run()}
      returnFocus={returnFocus}
    >
      {failure && <Alert>{failure.issues[0]?.message ?? failure.message}</Alert>}
    </AlertDialog>
  );
}
