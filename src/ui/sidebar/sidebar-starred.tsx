"use client";

import { useOpenChannelId } from "../channel/use-go-to-channel";
import { ChannelLink } from "./sidebar-channels";
import { DirectLink } from "./sidebar-directs";
import { SidebarSection } from "./sidebar-section";
import { useConversations } from "./use-conversations";

/** The conversations that the user keeps at the top. */
export function SidebarStarred() {
  const { starred } = useConversations();
  const open = useOpenChannelId();
  if (starred.length === 0) return null;
  return (
    <SidebarSection
      id="sidebar-starred"
      title="Starred"
      conversations={starred}
      open={open}
      renderLine={(channel) => {
        const Line = channel.kind === "channel" ? ChannelLink : DirectLink;
        return <Line channel={channel} current={channel.id === open} />;
      }}
    />
  );
}
