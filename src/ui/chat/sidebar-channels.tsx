"use client";

import { Compass, Plus } from "lucide-react";
import { useState } from "react";
import type { Channel } from "@/lib/api-types";
import { IconButton } from "@/ui/primitives/icon-button";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useChannels } from "@/ui/realtime/use-channels";
import { BrowseDialog } from "./browse-dialog";
import { ChannelSign, countGuests } from "./channel-name";
import { CreateChannelDialog } from "./create-channel-dialog";
import { useDrawer } from "./drawer-context";
import { SidebarLink } from "./sidebar-link";
import { channelPath, useGoToChannel, useOpenChannelId } from "./use-go-to-channel";
import { useStanding } from "./use-standing";

/** The channels one is in, and the one that is open; the unread ones stand out. */
export function SidebarChannels() {
  const channels = useChannels();
  const open = useOpenChannelId();
  const { belongs } = useStanding();
  const [dialog, setDialog] = useState<"create" | "browse" | null>(null);
  const listed = channels.filter((one) => (one.joined && !one.archivedAt) || one.id === open);

  return (
    <section aria-labelledby="sidebar-channels">
      <div className="flex h-8 items-center gap-0.5 pr-1 pl-2">
        <h2 id="sidebar-channels" className="flex-1 font-medium text-ink-faint text-meta">
          Channels
        </h2>
        {belongs && (
          <>
            <IconButton label="Browse channels" size="small" onClick={() => setDialog("browse")}>
              <Compass />
            </IconButton>
            <IconButton label="New channel" size="small" onClick={() => setDialog("create")}>
              <Plus />
            </IconButton>
          </>
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
          {belongs ? "You are in no channel yet." : "Nobody has admitted you to a channel yet."}
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
  const { workspace } = useRealtime();
  const goTo = useGoToChannel();
  const drawer = useDrawer();
  const unread = channel.joined ? Math.max(0, channel.lastSeq - channel.lastReadSeq) : 0;
  return (
    <SidebarLink
      href={channelPath(workspace.slug, channel.id)}
      current={current}
      strong={unread > 0}
      icon={<ChannelSign channel={channel} />}
      aside={unread > 0 && <UnreadCount count={unread} />}
      onClick={(event) => {
        drawer?.setOpen(false);
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        goTo(channel.id);
      }}
    >
      {channel.name}
      {channel.guestCount > 0 && (
        <span className="sr-only">, {countGuests(channel.guestCount)}</span>
      )}
    </SidebarLink>
  );
}

function UnreadCount({ count }: { count: number }) {
  return (
    <span className="nums min-w-5 rounded-full bg-accent px-1.5 text-center font-semibold text-[11px]/5 text-on-accent">
      {count > 99 ? "99+" : count}
      <span className="sr-only"> unread</span>
    </span>
  );
}
