"use client";

import { useState } from "react";
import type { Channel, Member, Receipt } from "@/lib/api-types";
import { AccessLengthField } from "@/ui/guests/access-length-field";
import { readEnd } from "@/ui/guests/chosen-end";
import { ChannelTermsPicker } from "@/ui/guests/invite/channel-terms-picker";
import { createDraft, type GuestRules, toChannels } from "@/ui/guests/invite/invite-draft";
import { RulesFirst } from "@/ui/guests/invite/rules-first";
import { SponsorField } from "@/ui/guests/invite/sponsor-field";
import { ReceiptLine } from "@/ui/guests/receipt-line";
import { Alert } from "@/ui/primitives/alert";
import { Button } from "@/ui/primitives/button";
import { Dialog, DialogClose } from "@/ui/primitives/dialog";
import { toast } from "@/ui/primitives/toast";
import { useChannels } from "@/ui/realtime/use-channels";
import { request } from "@/ui/request";
import { useAction } from "@/ui/use-action";
import { findMemberRow } from "./members-table";

interface DemoteDialogProps {
  workspace: { slug: string; name: string };
  member: Member;
  onClose: () => void;
  onDemoted: () => Promise<void>;
}

/** Makes a member a guest of some channels. What they have open is cut and comes back with only those. */
export function DemoteDialog(props: DemoteDialogProps) {
  const { workspace, member, onClose } = props;
  const title = `Make ${member.name} a guest?`;
  return (
    <RulesFirst slug={workspace.slug} title={title} onClose={onClose}>
      {(rules) => <DemoteForm {...props} title={title} rules={rules} />}
    </RulesFirst>
  );
}

function DemoteForm(props: DemoteDialogProps & { title: string; rules: GuestRules }) {
  const { workspace, member, title, rules, onClose, onDemoted } = props;
  const channels = useChannels().filter(({ kind }) => kind === "channel");
  const [draft, setDraft] = useState(() => createDraft(rules));
  const { run, busy, failure } = useAction(async () => {
    const { receipt } = await request<{ receipt: Receipt }>(
      "POST",
      `/api/workspaces/${encodeURIComponent(workspace.slug)}/members/${member.id}/demote`,
      {
        channels: toChannels(draft.channels),
        expiresAt: readEnd(draft.access, rules.guestMaxDays) ?? undefined,
        sponsorId: draft.sponsorId || undefined,
      },
    );
    toast.info(`${member.name} is a guest now`, { description: <ReceiptLine receipt={receipt} /> });
    await onDemoted();
    onClose();
  });
  // A member could read public channels from their beginning. Of others they may have read nothing.
  const usual = ({ visibility }: Channel) => (visibility === "public" ? "all" : rules.guestHistory);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      description={`They keep only the channels that you tick, and lose every other one of ${workspace.name}. Their direct conversations stay only where a guest may have them. What they wrote stays theirs.`}
      width="wide"
      onSubmit={() => void run()}
      returnFocus={() => findMemberRow(member.userId)}
      footer={
        <>
          <DialogClose asChild>
            <Button>Cancel</Button>
          </DialogClose>
          <Button type="submit" variant="cut" busy={busy} disabled={draft.channels.length === 0}>
            Make a guest
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-5">
        <ChannelTermsPicker
          channels={channels}
          chosen={draft.channels}
          usual={usual}
          since="now"
          failure={failure}
          onChange={(chosen) => setDraft({ ...draft, channels: chosen })}
        />
        <AccessLengthField
          label="Access lasts"
          hint="Counted from now."
          choice={draft.access}
          maxDays={rules.guestMaxDays}
          onChange={(access) => setDraft({ ...draft, access })}
          error={failure?.issueFor("expiresAt")}
        />
        <SponsorField
          value={draft.sponsorId}
          except={member.userId}
          error={failure?.issueFor("sponsorId")}
          onChange={(sponsorId) => setDraft({ ...draft, sponsorId })}
        />
        <p className="text-pretty text-ink-soft">
          What they have open is cut at once. The invitations that they made, or that could give
          back what they lose, are withdrawn.
        </p>
        {failure && failure.issues.length === 0 && <Alert>{failure.message}</Alert>}
      </div>
    </Dialog>
  );
}
