"use client";

import { useState } from "react";
import type { Channel, GuestInvite } from "@/lib/api-types";
import { Button } from "@/ui/primitives/button";
import { Dialog, DialogClose } from "@/ui/primitives/dialog";
import { toast } from "@/ui/primitives/toast";
import { request } from "@/ui/request";
import { useAction } from "@/ui/use-action";
import { type GuestRules, readInvite, toChange } from "./invite-draft";
import { RulesFirst } from "./rules-first";
import { TermsFields } from "./terms-fields";

interface ChangeInviteDialogProps {
  workspace: { slug: string; name: string };
  invite: GuestInvite;
  channels: Channel[];
  onClose: () => void;
  returnFocus: () => HTMLElement | null;
}

/** Changes what an open invitation gives. Its link stays the same. */
export function ChangeInviteDialog(props: ChangeInviteDialogProps) {
  return (
    <RulesFirst slug={props.workspace.slug} title="Change the invitation" onClose={props.onClose}>
      {(rules) => <ChangeForm {...props} rules={rules} />}
    </RulesFirst>
  );
}

function ChangeForm(props: ChangeInviteDialogProps & { rules: GuestRules }) {
  const { workspace, invite, channels, rules, onClose, returnFocus } = props;
  const [before] = useState(() => readInvite(invite));
  const [draft, setDraft] = useState(before);
  const hidden = draft.channels.filter(({ id }) => !channels.some((one) => one.id === id)).length;
  const { run, busy, failure } = useAction(async () => {
    const change = toChange(draft, before);
    if (Object.keys(change).length > 0) {
      const path = `/api/admin/invite/${invite.id}?workspace=${encodeURIComponent(workspace.slug)}`;
      await request("PATCH", path, change);
      toast.success("The invitation is changed");
    }
    onClose();
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Change the invitation"
      description={`${invite.email ? `For ${invite.email}. ` : ""}The link stays the same. Who has joined already keeps what they have.`}
      width="wide"
      onSubmit={() => void run()}
      returnFocus={returnFocus}
      footer={
        <>
          <DialogClose asChild>
            <Button>Cancel</Button>
          </DialogClose>
          <Button type="submit" variant="primary" busy={busy}>
            Save changes
          </Button>
        </>
      }
    >
      <TermsFields
        draft={draft}
        rules={rules}
        channels={channels}
        sendsMail={false}
        isChange
        failure={failure}
        onChange={setDraft}
      />
      {hidden > 0 && (
        <p className="mt-4 text-ink-faint text-meta">
          It also gives {hidden === 1 ? "one private channel" : `${hidden} private channels`} that
          you are not in; that stays as it is.
        </p>
      )}
    </Dialog>
  );
}
