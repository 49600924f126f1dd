"use client";

import { useState } from "react";
import type { Channel, CreatedInvite } from "@/lib/api-types";
import { Button } from "@/ui/primitives/button";
import type { InviteDraft } from "./invite-draft";
import { InviteForm } from "./invite-form";
import { InviteReady } from "./invite-ready";
import { RulesFirst } from "./rules-first";

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
  const [made, setMade] = useState<{ invite: CreatedInvite; draft: InviteDraft } | null>(null);
  const close = (open: boolean) => !open && onClose();
  if (made) {
    const { invite, draft } = made;
    const email = draft.email.trim();
    return (
      <InviteReady
        invite={invite}
        email={email}
        places={email ? 1 : Number(draft.uses)}
        onClose={onClose}
        again={<Button onClick={() => setMade(null)}>Invite another</Button>}
      />
    );
  }
  return (
    <RulesFirst slug={workspace.slug} title="Invite a guest" onClose={onClose}>
      {(rules) => (
        <InviteForm
          workspace={workspace}
          rules={rules}
          sendsMail={sendsMail}
          channels={channels}
          onOpenChange={close}
          onMade={(invite, draft) => {
            setMade({ invite, draft });
            void onInvited();
          }}
        />
      )}
    </RulesFirst>
  );
}
