"use client";

import type { ReactNode } from "react";
import type { Channel } from "@/lib/api-types";
import { useSetDrawerOpen } from "@/ui/shell/drawer-context";
import { SidebarLink } from "@/ui/sidebar/sidebar-link";
import { channelPath, useGoToChannel } from "@/ui/channel/use-go-to-channel";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { Count } from "./count";
import { waits } from "./conversations";

interface ConversationLinkProps {
  channel: Channel;
  current: boolean;
  icon: ReactNode;
  children: ReactNode;
}

/** A line of the sidebar. It opens a channel without asking the server for a page. */
export function ConversationLink({ channel, current, icon, children }: ConversationLinkProps) {
  const { workspace, messages } = useRealtime();
  const goTo = useGoToChannel();
  const setDrawerOpen = useSetDrawerOpen();
  return (
    <SidebarLink
      href={channelPath(workspace.slug, channel.id)}
      current={current}
      strong={waits(channel)}
      faint={channel.muted && !waits(channel)}
      icon={icon}
      aside={<WhatIsNew channel={channel} />}
      onReach={() => messages.expect(channel.id)}
      onClick={(event) => {
        setDrawerOpen(false);
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        // With the keyboard the user may be moving along the links. Then the link keeps the focus.
        goTo(channel.id, event.detail > 0);
      }}
    >
      {children}
      {channel.muted && <span className="sr-only">, muted</span>}
    </SidebarLink>
  );
}

/** Muted is not read: there is something new, but nobody has to know how much. */
function QuietDot() {
  return (
    <span className="grid w-5 shrink-0 place-items-center">
      <span aria-hidden className="size-1.5 rounded-full bg-ink-faint" />
      <span className="sr-only">unread</span>
    </span>
  );
}

/** Accented for messages that are meant for the user, plain for others, a dot if the channel is muted. */
function WhatIsNew({ channel }: { channel: Channel }) {
  const count = channel.unreadCount;
  if (channel.mentionCount > 0) return <Count count={channel.mentionCount} word="mentions" loud />;
  if (count === 0) return null;
  if (channel.muted) return <QuietDot />;
  return <Count count={count} word="unread" loud={channel.kind === "direct"} />;
}
