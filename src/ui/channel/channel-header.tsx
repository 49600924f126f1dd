"use client";

import { PanelRight, Pin } from "lucide-react";
import type { Channel } from "@/lib/api-types";
import { Badge } from "@/ui/primitives/badge";
import { cn } from "@/ui/primitives/cn";
import { IconButton } from "@/ui/primitives/icon-button";
import { useMe } from "@/ui/realtime/use-channels";
import { ChannelSign, countGuests } from "./channel-name";
import { ChannelUntil } from "./channel-until";
import { OpenSidebarButton } from "../shell/open-sidebar-button";
import { useOverlays } from "../shell/overlay-context";
import { nameChannel } from "../sidebar/conversations";
import { SearchLink } from "../sidebar/search-link";
import { DirectSign } from "../sidebar/sidebar-directs";
import { TopicText } from "./topic-text";
import { closePanel, openPins, useChannelParams } from "../shell/use-channel-params";

/** The header of a channel: its name and topic, and whether guests read it. */
export function ChannelHeader({ channel }: { channel: Channel }) {
  const { details, showDetails } = useOverlays();
  const { pins } = useChannelParams();
  const me = useMe();
  const direct = channel.kind === "direct";
  const isAlone = channel.guestCount === 0;
  return (
    <header className="flex h-header shrink-0 items-center gap-2 border-b px-4 md:px-5">
      <OpenSidebarButton />
      {/* On a phone one above the other, so that a name has all the room there is. */}
      <div className="min-w-0 max-sm:flex-1 sm:contents">
        <h1 className="flex min-w-0 items-center gap-1.5 font-semibold text-message">
          {direct ? (
            <DirectSign channel={channel} className="mr-1" />
          ) : (
            <ChannelSign
              channel={{ visibility: channel.visibility, guestCount: 0 }}
              className="text-ink-faint"
            />
          )}
          <span
            className={cn(
              "truncate",
              isAlone &&
                "max-sm:line-clamp-2 max-sm:whitespace-normal max-sm:leading-[1.15] max-sm:[overflow-wrap:anywhere]",
            )}
          >
            {nameChannel(channel, me.id)}
          </span>
        </h1>
        <p dir="auto" className="min-w-0 flex-1 truncate text-ink-faint max-sm:hidden">
          <TopicText>{channel.topic}</TopicText>
        </p>
        <ChannelUntil expiresAt={channel.expiresAt} />
        {channel.guestCount > 0 && (
          <button
            type="button"
            className="relative block shrink-0 rounded-full touch-target max-sm:ml-5.5"
            onClick={() => showDetails(true)}
          >
            <Badge tone="guest" className="max-sm:h-4 max-sm:bg-transparent max-sm:px-0">
              {countGuests(channel.guestCount)}
              <span className="max-sm:sr-only"> here</span>
            </Badge>
          </button>
        )}
      </div>
      <IconButton
        label="Pins"
        aria-expanded={pins}
        className="-mr-1"
        onClick={pins ? closePanel : openPins}
      >
        <Pin />
      </IconButton>
      <SearchLink />
      <IconButton
        label={direct ? "Conversation details" : "Channel details"}
        aria-expanded={details}
        className="-mr-2 -ml-1"
        onClick={() => showDetails(!details)}
      >
        <PanelRight />
      </IconButton>
    </header>
  );
}
