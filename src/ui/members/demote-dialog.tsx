"use client";

import { useState } from "react";
import type { Member, Receipt } from "@/lib/api-types";
import { readEnd } from "@/ui/guests/chosen-end";
import { type AccessChoice, AccessLengthField } from "@/ui/guests/access-length-field";
import { ChannelPicker } from "@/ui/guests/channel-picker";
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
export function DemoteDialog({ workspace, member, onClose, onDemoted }: DemoteDialogProps) {
  const channels = useChannels().filter(({ kind }) => kind === "channel");
  const [chosen, setChosen] = useState<string[]>([]);
  const [choice, setChoice] = useState<AccessChoice>({ length: "720", date: "" });
  const { run, busy, failure } = useAction(async () => {
    const { receipt } = await request<{ receipt: Receipt }>(
      "POST",
      `/api/workspaces/${encodeURIComponent(workspace.slug)}/members/${member.id}/demote`,
      { channelIds: chosen, expiresAt: readEnd(choice) ?? undefined },
    );
    toast.info(`${member.name} is a guest now`, { description: <ReceiptLine receipt={receipt} /> });
    await onDemoted();
    onClose();
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Make ${member.name} a guest?`}
      description={`They keep only the channels that you choose, and lose every other one of ${workspace.name}. Their direct conversations stay only where a guest may have them. What they wrote stays theirs, and you answer for them.`}
      onSubmit={() => void run()}
      returnFocus={() => findMemberRow(member.userId)}
      footer={
        <>
          <DialogClose asChild>
            <Button>Cancel</Button>
          </DialogClose>
          <Button type="submit" variant="cut" busy={busy} disabled={chosen.length === 0}>
            Make a guest
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <ChannelPicker
          channels={channels}
          chosen={chosen}
          onChange={setChosen}
          error={failure?.issueFor("channels")}
        />
        <AccessLengthField
          label="Access lasts"
          choice={choice}
          onChange={setChoice}
          error={failure?.issueFor("expiresAt")}
        />
        <p className="text-ink-soft">
          What they have open is cut at once. The invitations that they made, or that could give
          back what they lose, are withdrawn.
        </p>
        {failure && failure.issues.length === 0 && <Alert>{failure.message}</Alert>}
      </div>
    </Dialog>
  );
}
