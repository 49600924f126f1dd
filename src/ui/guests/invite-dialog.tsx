"use client";

import { useState } from "react";
import type { Channel, CreatedInvite } from "@/lib/api-types";
import { CopyLink } from "@/ui/people/copy-link";
import { Button } from "@/ui/primitives/button";
import { Dialog, DialogClose } from "@/ui/primitives/dialog";
import { InviteForm, type InviteTerms } from "./invite-form";

interface InviteDialogProps {
  workspace: { slug: string; name: string };
  channels: Channel[];
  onClose: () => void;
  onInvited: () => Promise<void>;
}

/** Asks for channels and time, then hands over a link, once. */
export function InviteDialog({ workspace, channels, onClose, onInvited }: InviteDialogProps) {
  const [made, setMade] = useState<{ invite: CreatedInvite; terms: InviteTerms } | null>(null);
  const close = (open: boolean) => !open && onClose();
  if (!made) {
    return (
      <InviteForm
        workspace={workspace}
        channels={channels}
        onOpenChange={close}
        onMade={(invite, terms) => {
          setMade({ invite, terms });
          void onInvited();
        }}
      />
    );
  }
  return (
    <Dialog
      open
      onOpenChange={close}
      title="The invitation is ready"
      description={`Send this link to ${made.terms.email || "your guest"}. It is shown only now.`}
      footer={
        <>
          <Button onClick={() => setMade(null)}>Invite another</Button>
          <DialogClose asChild>
            <Button variant="primary">Done</Button>
          </DialogClose>
        </>
      }
    >
      <CopyLink url={made.invite.url} />
      <p className="mt-3 text-ink-faint text-meta">{describeUses(made.terms)}</p>
    </Dialog>
  );
}

function describeUses({ maxUses, email }: InviteTerms): string {
  const times = maxUses === 1 ? "once" : `${maxUses} times`;
  return email ? `It works ${times}, for ${email} only.` : `It works ${times}, for whoever has it.`;
}
