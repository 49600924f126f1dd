"use client";

import { MessagesSquare } from "lucide-react";
import type { ReactNode } from "react";
import type { Channel, GuestView } from "@/lib/api-types";
import { ChannelSign } from "@/ui/channel/channel-name";
import { PersonAvatar } from "@/ui/people/person-avatar";
import { cn } from "@/ui/primitives/cn";
import { GuestPill } from "@/ui/primitives/guest-pill";
import { nameChannel } from "@/ui/sidebar/conversations";

interface ViewListsProps {
  view: GuestView;
  /** The user id of the guest: their conversations are named after the others in them. */
  guestUserId: string;
  openId: string | null;
  onOpen: (channelId: string) => void;
}

/** The channels, conversations and people of a guest. */
export function ViewLists({ view, guestUserId, openId, onOpen }: ViewListsProps) {
  const channels = view.channels.filter(({ kind }) => kind === "channel");
  const directs = view.channels.filter(({ kind }) => kind === "direct");
  const links = (list: Channel[]) =>
    list.map((channel) => (
      <li key={channel.id}>
        <button
          type="button"
          aria-current={channel.id === openId ? "true" : undefined}
          onClick={() => onOpen(channel.id)}
          className={cn(
            "flex h-8 w-full items-center gap-2 rounded-md px-2 text-left text-ink-soft transition-colors hover:bg-hover hover:text-ink coarse:h-11",
            channel.id === openId && "bg-guest-soft font-medium text-guest-ink",
          )}
        >
          {channel.kind === "direct" ? (
            <MessagesSquare aria-hidden className="size-4 shrink-0" />
          ) : (
            <ChannelSign channel={{ visibility: channel.visibility, guestCount: 0 }} />
          )}
          <span dir="auto" className="truncate">
            {nameChannel(channel, guestUserId)}
          </span>
        </button>
      </li>
    ));
  return (
    <div className="flex flex-col gap-4 p-3">
      <Part title="Channels">{links(channels)}</Part>
      {directs.length > 0 && <Part title="Direct conversations">{links(directs)}</Part>}
      <Part title="People">
        {view.people.map((person) => (
          <li key={person.id} className="flex h-8 items-center gap-2 px-2 coarse:h-11">
            <PersonAvatar
              id={person.id}
              name={person.name}
              guest={person.as === "guest"}
              size="small"
            />
            <span dir="auto" className="truncate">
              {person.name}
            </span>
            {person.as === "guest" && <GuestPill person={person} />}
          </li>
        ))}
      </Part>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h2 className="px-2 pb-1 font-medium text-ink-soft text-meta">{title}</h2>
      <ul aria-label={title}>{children}</ul>
    </section>
  );
}
