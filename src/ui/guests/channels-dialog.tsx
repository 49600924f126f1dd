"use client";

import { useState } from "react";
import type { Channel, Guest } from "@/lib/api-types";
import { Button } from "@/ui/primitives/button";
import { Dialog, DialogClose } from "@/ui/primitives/dialog";
import { Alert } from "@/ui/primitives/alert";
import { request } from "@/ui/request";
import { useAction } from "@/ui/use-action";
import { ChannelPicker } from "./channel-picker";
import { readChoice, takesAway, type TermsChoice, termsOf, toWish } from "./channel-terms";
import { ChannelTermsFields } from "./channel-terms-fields";
import { findRow } from "./row-id";
import { useWaysBack } from "./use-ways-back";
import { OpenInvitations } from "./open-invitations";

interface ChannelsDialogProps {
  guest: Guest;
  channels: Channel[];
  onClose: () => void;
  onChanged: (guest: Guest) => void;
}

/**
 * Changes which channels a guest sees, how much of their past, and until when. What is taken away disappears from their
 * screen at once.
 */
export function ChannelsDialog(props: ChannelsDialogProps) {
  const { guest, channels, onClose, onChanged } = props;
  const waysBack = useWaysBack(guest.id);
  const [chosen, setChosen] = useState(guest.channelIds);
  const [choices, setChoices] = useState<Record<string, TermsChoice>>({});
  const hidden = guest.channelIds.filter((id) => !channels.some((channel) => channel.id === id));
  const had = (id: string) => readChoice(termsOf(guest, id));
  const wishes = chosen.map((id) => toWish(id, choices[id] ?? had(id), had(id)));
  const { run, busy, failure } = useAction(async () => {
    const answer = await request<{ guest: Guest }>("PATCH", `/api/admin/guest/${guest.id}`, {
      channels: wishes,
      keepInvites: waysBack.keep,
    });
    onChanged(answer.guest);
    onClose();
  });
  const lost = guest.channelIds.filter((id) => !chosen.includes(id)).length;
  const takes =
    lost > 0 || wishes.some((wish) => takesAway(wish, termsOf(guest, wish.id), guest.createdAt));
  const listed = channels.filter(({ id, archivedAt }) => chosen.includes(id) && !archivedAt);
  const wrongEnd = wishes.map((_, n) => failure?.issueFor(`channels.${n}.expiresAt`)).find(Boolean);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Channels of ${guest.name}`}
      description="A guest sees these channels and the people in them. You decide for each how much of its history they can read."
      onSubmit={() => void run()}
      returnFocus={() => findRow(guest.id)}
      footer={
        <>
          <DialogClose asChild>
            <Button>Cancel</Button>
          </DialogClose>
          <Button type="submit" variant="primary" busy={busy} disabled={chosen.length === 0}>
            Save channels
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
        {listed.length > 0 && (
          <ChannelTermsFields
            channels={listed.map(({ id, name }) => ({ id, name, isNew: !termsOf(guest, id) }))}
            choices={Object.fromEntries(listed.map(({ id }) => [id, choices[id] ?? had(id)]))}
            onChange={(id, choice) => setChoices((before) => ({ ...before, [id]: choice }))}
            error={wrongEnd}
          />
        )}
        {hidden.length > 0 && (
          <p className="text-ink-faint text-meta">
            They are in{" "}
            {hidden.length === 1 ? "one private channel" : `${hidden.length} private channels`} that
            you are not in; that stays as it is.
          </p>
        )}
        {chosen.length === 0 && (
          <p className="text-ink-soft">
            A guest has at least one channel. To end access, revoke it.
          </p>
        )}
        {takes && guest.connections > 0 && chosen.length > 0 && (
          <p className="text-ink-soft">Their open pages reconnect without what you take away.</p>
        )}
        {takes && chosen.length > 0 && (
          <OpenInvitations effect="give back what you take away" source={waysBack} />
        )}
        {failure && failure.issues.length === 0 && <Alert>{failure.message}</Alert>}
      </div>
    </Dialog>
  );
}
