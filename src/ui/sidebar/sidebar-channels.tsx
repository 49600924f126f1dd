"use client";

import { Compass, Plus } from "lucide-react";
import { useState } from "react";
import type { Channel } from "@/lib/api-types";
import { IconButton } from "@/ui/primitives/icon-button";
import { ChannelSign, countGuests } from "../channel/channel-name";
import { BrowseDialog, CreateChannelDialog } from "../shell/lazy-dialogs";
import { SidebarName } from "./sidebar-name";
import { ConversationLink } from "./conversation-link";
import { useConversations } from "./use-conversations";
import { useOpenChannelId } from "../channel/use-go-to-channel";
import { useMay } from "../shell/use-may";

/** The channels that the user is in, and the open one. Unread ones stand out. */
export function SidebarChannels() {
  const { channels: listed } = useConversations();
  const open = useOpenChannelId();
  const mayJoin = useMay("channel.join");
  const mayCreate = useMay("channel.create");
  const [dialog, setDialog] = useState<"create" | "browse" | null>(null);

  return (
    <section aria-labelledby="sidebar-channels">
      <div className="flex h-8 items-center gap-0.5 pr-1 pl-2">
        <h2 id="sidebar-channels" className="flex-1 font-medium text-ink-faint text-meta">
          Channels
        </h2>
        {mayJoin && (
          <IconButton label="Browse channels" size="small" onClick={() => setDialog("browse")}>
            <Compass />
          </IconButton>
        )}
        {mayCreate && (
          <IconButton label="New channel" size="small" onClick={() => setDialog("create")}>
            <Plus />
          </IconButton>
        )}
      </div>
      <ul className="flex flex-col gap-px">
        {listed.map((channel) => (
          <li key={channel.id}>
            <ChannelLink channel={channel} current={channel.id === open} />
          </li>
        ))}
      </ul>
      {listed.length === 0 && (
        <p className="px-2 py-1 text-ink-faint text-pretty">
          {mayJoin ? "You are in no channel yet." : "You have no channels yet."}
        </p>
      )}
      <CreateChannelDialog open={dialog === "create"} onClose={() => setDialog(null)} />
      <BrowseDialog
        open={dialog === "browse"}
        onClose={() => setDialog(null)}
        onCreate={() => setDialog("create")}
      />
    </section>
  );
}

function ChannelLink({ channel, current }: { channel: Channel; current: boolean }) {
  return (
    <ConversationLink channel={channel} current={current} icon={<ChannelSign channel={channel} />}>
      <SidebarName channelId={channel.id} current={current}>
        {channel.name}
      </SidebarName>
      {channel.guestCount > 0 && (
        <span className="sr-only">, {countGuests(channel.guestCount)}</span>
      )}
    </ConversationLink>
  );
}
