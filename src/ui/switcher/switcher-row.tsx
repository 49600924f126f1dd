"use client";

import { ArrowRight, Search } from "lucide-react";
import type { Channel } from "@/lib/api-types";
import { ChannelSign } from "@/ui/channel/channel-name";
import { GuestBadge } from "@/ui/people/guest-badge";
import { PresentAvatar } from "@/ui/people/present-avatar";
import { ToldApart } from "@/ui/people/told-apart";
import { shortCount } from "@/ui/sidebar/count";
import { otherPeople, waits } from "@/ui/sidebar/conversations";
import { DirectSign } from "@/ui/sidebar/sidebar-directs";
import { Badge } from "@/ui/primitives/badge";
import { cn } from "@/ui/primitives/cn";
import { useMe } from "@/ui/realtime/use-channels";
import type { Destination } from "./destinations";

interface SwitcherRowProps {
  id: string;
  destination: Destination;
  chosen: boolean;
  onPoint: () => void;
  onPick: () => void;
}

/** A row of the switcher. The focus stays in the field; the pointer only marks the row. */
export function SwitcherRow({ id, destination, chosen, onPoint, onPick }: SwitcherRowProps) {
  const strong = destination.kind === "channel" && waits(destination.channel);
  const person = findPerson(destination, useMe().id);
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the combobox handles the keys
    <div
      id={id}
      role="option"
      aria-selected={chosen}
      onPointerMove={onPoint}
      onClick={onPick}
      className={cn(
        "flex h-9 cursor-pointer items-center gap-2.5 rounded-md px-2.5 coarse:h-12",
        chosen && "bg-accent-soft text-accent-ink",
      )}
    >
      <span className="grid size-5 shrink-0 place-items-center text-ink-faint [&>svg]:size-4">
        <Sign destination={destination} />
      </span>
      <span className={cn("min-w-0 truncate", strong && "font-semibold")}>{destination.name}</span>
      {person && <ToldApart {...person} />}
      <span className="ml-auto flex shrink-0 items-center gap-2">
        <Facts destination={destination} />
      </span>
    </div>
  );
}

/** The one person whom it leads to, if it does. */
function findPerson(destination: Destination, meId: string): { id: string; guest: boolean } | null {
  if (destination.kind === "page") return null;
  if (destination.kind === "person") {
    const { id, as } = destination.person;
    return { id, guest: as === "guest" };
  }
  const [one, ...others] = otherPeople(destination.channel, meId);
  return one && others.length === 0 ? one : null;
}

function Sign({ destination }: { destination: Destination }) {
  if (destination.kind === "page") {
    return destination.key === "search-for" ? <Search aria-hidden /> : <ArrowRight aria-hidden />;
  }
  if (destination.kind === "person") {
    const { id, name, as } = destination.person;
    return <PresentAvatar person={{ id, name, guest: as === "guest" }} size="tiny" />;
  }
  const { channel } = destination;
  return channel.kind === "direct" ? (
    <DirectSign channel={channel} />
  ) : (
    <ChannelSign channel={channel} />
  );
}

function Facts({ destination }: { destination: Destination }) {
  if (destination.kind === "page") return null;
  if (destination.kind === "person") {
    const { id, as, ended } = destination.person;
    if (as !== "guest") return null;
    return (
      <>
        {ended && <span className="text-ink-soft text-meta">access has ended</span>}
        <GuestBadge id={id} />
      </>
    );
  }
  return <ChannelFacts channel={destination.channel} />;
}

function ChannelFacts({ channel }: { channel: Channel }) {
  const count = channel.unreadCount;
  const me = useMe();
  const others = otherPeople(channel, me.id);
  const guest = others.length === 1 && others[0]?.guest ? others[0] : null;
  return (
    <>
      {guest ? (
        <GuestBadge id={guest.id} />
      ) : (
        channel.kind === "direct" && channel.guestCount > 0 && <Badge tone="guest">Guest</Badge>
      )}
      {count > 0 && !channel.muted && (
        <span className="nums text-ink-soft text-meta">{shortCount(count)} new</span>
      )}
      {channel.archivedAt && <Badge tone="outline">Archived</Badge>}
      {!channel.joined && !channel.archivedAt && <Badge>Not joined</Badge>}
    </>
  );
}
