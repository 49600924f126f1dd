"use client";

import { Ellipsis, Link2, LogOut } from "lucide-react";
import Link from "next/link";
import { toast } from "sonner";
import type { Channel } from "@/lib/api-types";
import { Badge } from "@/ui/primitives/badge";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/ui/primitives/dropdown-menu";
import { IconButton } from "@/ui/primitives/icon-button";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { describeFailure, request } from "@/ui/request";
import { ChannelSign, countGuests } from "./channel-name";
import { OpenSidebarButton } from "./open-sidebar-button";
import { channelPath } from "./use-go-to-channel";
import { useStanding } from "./use-standing";

/** What the channel is, and that somebody from outside reads it. */
export function ChannelHeader({ channel }: { channel: Channel }) {
  return (
    <header className="flex h-header shrink-0 items-center gap-2 border-b px-4 md:px-5">
      <OpenSidebarButton />
      <h1 className="flex min-w-0 items-center gap-1.5 font-semibold text-message">
        <ChannelSign
          channel={{ visibility: channel.visibility, guestCount: 0 }}
          className="text-ink-faint"
        />
        <span className="truncate">{channel.name}</span>
      </h1>
      <p className="min-w-0 flex-1 truncate text-ink-faint max-sm:invisible">{channel.topic}</p>
      <GuestsHere channel={channel} />
      <ChannelMenu channel={channel} />
    </header>
  );
}

function GuestsHere({ channel }: { channel: Channel }) {
  const { workspace } = useRealtime();
  const { administers } = useStanding();
  if (channel.guestCount === 0) return null;
  const badge = <Badge tone="guest">{countGuests(channel.guestCount)}</Badge>;
  if (!administers) return badge;
  return (
    <Link href={`/w/${workspace.slug}/guests`} prefetch={false} className="rounded-full">
      {badge}
    </Link>
  );
}

function ChannelMenu({ channel }: { channel: Channel }) {
  const { workspace } = useRealtime();
  const { belongs } = useStanding();

  async function copyLink() {
    await navigator.clipboard.writeText(
      window.location.origin + channelPath(workspace.slug, channel.id),
    );
    toast.success("Link copied");
  }

  async function leave() {
    try {
      await request("POST", `/api/channels/${channel.id}/leave`, {});
      toast.success(`You left ${channel.name}`);
    } catch (failure) {
      toast.error("You could not leave", { description: describeFailure(failure) });
    }
  }

  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <IconButton label="Channel menu" tooltip={false} className="-mr-2">
          <Ellipsis />
        </IconButton>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuItem onSelect={() => void copyLink()}>
          <Link2 aria-hidden />
          Copy link
        </DropdownMenuItem>
        {belongs && channel.joined && (
          <DropdownMenuItem onSelect={() => void leave()}>
            <LogOut aria-hidden />
            Leave channel
          </DropdownMenuItem>
        )}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
