"use client";

import { Compass, Plus } from "lucide-react";
import { memo, useState } from "react";
import type { Channel } from "@/lib/api-types";
import { IconButton } from "@/ui/primitives/icon-button";
import { ChannelSign, countGuests } from "../channel/channel-name";
import { BrowseDialog, CreateChannelDialog } from "../shell/lazy-dialogs";
import { SidebarName } from "./sidebar-name";
import { SidebarSection } from "./sidebar-section";
import { ConversationLink } from "./conversation-link";
import { useConversations } from "./use-conversations";
import { useOpenChannelId } from "../channel/use-go-to-channel";
import { useMay } from "../shell/use-may";

/** The channels that the user is in, and the open one. Unread ones stand out. */
export function SidebarChannels() {
  const { starred, channels: listed } = useConversations();
  const open = useOpenChannelId();
  const mayJoin = useMay("channel.join");
  const mayCreate = useMay("channel.create");
  const [dialog, setDialog] = useState<"create" | "browse" | null>(null);

  return (
    <>
      <SidebarSection
        id="sidebar-channels"
        title="Channels"
        conversations={listed}
        open={open}
        renderLine={(channel) => <ChannelLink channel={channel} current={channel.id === open} />}
        actions={
          <>
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
          </>
        }
      >
        {listed.length + starred.length === 0 && (
          <p className="px-2 py-1 text-ink-faint text-pretty">
            {mayJoin ? "You are in no channel yet." : "You have no channels yet."}
          </p>
        )}
      </SidebarSection>
      <CreateChannelDialog open={dialog === "create"} onClose={() => setDialog(null)} />
      <BrowseDialog
        open={dialog === "browse"}
        onClose={() => setDialog(null)}
        onCreate={() => setDialog("create")}
      />
    </>
  );
}

interface LineProps {
  channel: Channel;
  current: boolean;
}

/** Rendered again only when its channel has changed: there may be a thousand of them. */
export const ChannelLink = memo(function ChannelLink({ channel, current }: LineProps) {
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
});
