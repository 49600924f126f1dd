"use client";

import { useState } from "react";
import type { Channel, CreatedInvite } from "@/lib/api-types";
import { Button } from "@/ui/primitives/button";
import { Dialog, DialogClose } from "@/ui/primitives/dialog";
import { request } from "@/ui/request";
import { useAction } from "@/ui/use-action";
import { createDraft, type GuestRules, type InviteDraft, toWish } from "./invite-draft";
import { TermsFields } from "./terms-fields";

interface InviteFormProps {
  workspace: { slug: string; name: string };
  rules: GuestRules;
  sendsMail: boolean;
  channels: Channel[];
  onOpenChange: (open: boolean) => void;
  onMade: (invite: CreatedInvite, draft: InviteDraft) => void;
}

/** What a channel gives of its past is said by the workspace; for one channel, it is chosen beside its name. */
const describeSight = ({ guestHistory }: GuestRules) =>
  guestHistory === "all"
    ? "They see the channels you tick, everything already written there, and the people in them."
    : "They see the channels you tick, what is written there after they join, and the people in them.";

export function InviteForm(props: InviteFormProps) {
  const { workspace, rules, sendsMail, channels, onOpenChange, onMade } = props;
  const [draft, setDraft] = useState(() => createDraft(rules));
  const { run, busy, failure } = useAction(async () => {
    const wish = { workspace: workspace.slug, ...toWish(draft) };
    const answer = await request<{ invite: CreatedInvite }>("POST", "/api/admin/guest", wish);
    onMade(answer.invite, draft);
  });
  return (
    <Dialog
      open
      onOpenChange={onOpenChange}
      title="Invite a guest"
      description={describeSight(rules)}
      width="wide"
      onSubmit={() => void run()}
      footer={
        <>
          <DialogClose asChild>
            <Button>Cancel</Button>
          </DialogClose>
          <Button type="submit" variant="primary" busy={busy}>
            {sendsMail && draft.email.trim() ? "Send invitation" : "Create invitation link"}
          </Button>
        </>
      }
    >
      <TermsFields
        draft={draft}
        rules={rules}
        channels={channels}
        sendsMail={sendsMail}
        failure={failure}
        onChange={setDraft}
      />
    </Dialog>
  );
}
