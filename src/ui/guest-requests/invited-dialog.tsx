"use client";

import type { CreatedInvite, GuestRequest } from "@/lib/api-types";
import { CopyLink } from "@/ui/members/copy-link";
import { ShownOnce } from "@/ui/members/shown-once";
import { Button } from "@/ui/primitives/button";
import { Dialog, DialogClose } from "@/ui/primitives/dialog";

interface InvitedDialogProps {
  request: GuestRequest;
  invite: CreatedInvite;
  onClose: () => void;
  returnFocus: () => HTMLElement | null;
}

/** Shows the link of an approved request, once, or says that it was sent. */
export function InvitedDialog({ request, invite, onClose, returnFocus }: InvitedDialogProps) {
  const { email, askedBy } = request;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={invite.sent ? "The invitation is sent" : "The invitation is ready"}
      description={
        invite.sent
          ? `The link went to ${email} by mail, and to nobody else.`
          : `Send this link to ${email}.`
      }
      returnFocus={returnFocus}
      footer={
        <DialogClose asChild>
          <Button variant="primary">Done</Button>
        </DialogClose>
      }
    >
      {!invite.sent && <CopyLink url={invite.url} />}
      {!invite.sent && <ShownOnce until={invite.linkExpiresAt} />}
      <p className="mt-3 text-pretty text-ink-faint text-meta">
        {askedBy.name} has heard that you approved it.
        {!invite.sent &&
          " The link works once. Whoever has it can use it, but only by giving this address."}
      </p>
    </Dialog>
  );
}
