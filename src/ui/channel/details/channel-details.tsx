"use client";

import { Pencil } from "lucide-react";
import { useState } from "react";
import type { Channel } from "@/lib/api-types";
import { ChannelSign } from "@/ui/channel/channel-name";
import { otherPeople } from "@/ui/sidebar/conversations";
import { TopicText } from "@/ui/channel/topic-text";
import { useMay } from "@/ui/shell/use-may";
import { OwnEnd } from "@/ui/shell/own-end";
import { IconButton } from "@/ui/primitives/icon-button";
import { SidePanel } from "@/ui/primitives/side-panel";
import { useMe } from "@/ui/realtime/use-channels";
import { ChannelActions } from "./channel-actions";
import { ChannelPeople } from "./channel-people";
import { EditChannelDialog } from "./edit-channel-dialog";

interface ChannelDetailsProps {
  channel: Channel;
  onClose: () => void;
}

/** What a channel is, who reads it, and what the user may change about it. */
export function ChannelDetails({ channel, onClose }: ChannelDetailsProps) {
  const direct = channel.kind === "direct";
  return (
    <SidePanel title={direct ? "Conversation" : "Channel details"} onClose={onClose}>
      <div className="min-h-0 flex-1 overflow-y-auto">
        {direct ? <DirectSummary channel={channel} /> : <ChannelSummary channel={channel} />}
        <ChannelPeople channel={channel} />
        <ChannelActions channel={channel} onClose={onClose} />
      </div>
    </SidePanel>
  );
}

function ChannelSummary({ channel }: { channel: Channel }) {
  const mayChange = useMay("channel.change");
  const [editing, setEditing] = useState(false);
  return (
    <section aria-label="About this channel" className="border-b px-4 py-4 md:px-5">
      <div className="flex items-start gap-2">
        <h3 className="flex min-w-0 flex-1 items-center gap-1.5 font-semibold text-title [overflow-wrap:anywhere]">
          <ChannelSign
            channel={{ visibility: channel.visibility, guestCount: 0 }}
            className="text-ink-faint"
          />
          {channel.name}
        </h3>
        {mayChange && !channel.archivedAt && (
          <IconButton
            label="Edit name and topic"
            className="-my-1 coarse:-my-2"
            onClick={() => setEditing(true)}
          >
            <Pencil />
          </IconButton>
        )}
      </div>
      <p dir="auto" className="mt-1 text-pretty text-ink-soft [overflow-wrap:anywhere]">
        <TopicText>{channel.topic || "No topic yet."}</TopicText>
      </p>
      <p className="mt-2 text-pretty text-ink-faint text-meta">{explainVisibility(channel)}</p>
      <OwnEnd channelEnd={channel.expiresAt} />
      {editing && <EditChannelDialog channel={channel} onClose={() => setEditing(false)} />}
    </section>
  );
}

function explainVisibility({ visibility, archivedAt }: Channel): string {
  if (archivedAt) return "Archived: it can be read, and nothing more is written here.";
  return visibility === "public"
    ? "Public: every member can find it and read it. Guests see it only if they were added."
    : "Private: only those who are in it see it.";
}

function DirectSummary({ channel }: { channel: Channel }) {
  const me = useMe();
  const guests = otherPeople(channel, me.id).some((person) => person.guest);
  return (
    <p className="border-b px-4 py-4 md:px-5 text-pretty text-ink-soft">
      Only the people below see this conversation. It is in no export
      {guests ? ", and ends for a guest with the last channel you share." : "."}
    </p>
  );
}
