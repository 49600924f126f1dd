"use client";

import { useState } from "react";
import type { Channel, CreatedInvite } from "@/lib/api-types";
import { CopyLink } from "@/ui/members/copy-link";
import { Button } from "@/ui/primitives/button";
import { Dialog, DialogClose } from "@/ui/primitives/dialog";
import { InviteForm, type InviteTerms } from "./invite-form";

interface InviteDialogProps {
  workspace: { slug: string; name: string };
  /** Whether invitations to an address are sent by mail. */
  sendsMail: boolean;
  channels: Channel[];
  onClose: () => void;
  onInvited: () => Promise<void>;
}

/** Asks for channels and time. Then it shows the link, once, or says that it was sent. */
export function InviteDialog(props: InviteDialogProps) {
  const { workspace, sendsMail, channels, onClose, onInvited } = props;
  const [made, setMade] = useState<{ invite: CreatedInvite; terms: InviteTerms } | null>(null);
  const close = (open: boolean) => !open && onClose();
  if (!made) {
    return (
      <InviteForm
        workspace={workspace}
        sendsMail={sendsMail}
        channels={channels}
        onOpenChange={close}
        onMade={(invite, terms) => {
          setMade({ invite, terms });
          void onInvited();
        }}
      />
    );
  }
  const { invite, terms } = made;
  return (
    <Dialog
      open
      onOpenChange={close}
      title={invite.sent ? "The invitation is sent" : "The invitation is ready"}
      description={
        invite.sent
          ? `The link went to ${terms.email} by mail, and to nobody else.`
          : `Send this link to ${terms.email || "your guest"}. It is shown only now.`
      }
      footer={
        <>
          <Button onClick={() => setMade(null)}>Invite another</Button>
          <DialogClose asChild>
            <Button variant="primary">Done</Button>
          </DialogClose>
        </>
      }
    >
      {!invite.sent && <CopyLink url={invite.url} />}
      <p className="mt-3 text-ink-faint text-meta">{describeUses(invite, terms)}</p>
    </Dialog>
  );
}

/**
 * A link that was shown on a screen proves nothing about an address. Anyone who has it can claim the address that it is
 * for.
 */
function describeUses({ sent }: CreatedInvite, { maxUses, email }: InviteTerms): string {
  const times = maxUses === 1 ? "once" : `${maxUses} times`;
  if (sent) return `It works ${times}, for this address only.`;
  const whose = email ? ", but only by giving this address" : "";
  return `It works ${times}. Whoever has the link can use it${whose}.`;
}
