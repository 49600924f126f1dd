"use client";

import type { Channel } from "@/lib/api-types";
import { cn } from "@/ui/primitives/cn";
import { useObservable } from "@/ui/realtime/observable";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { countGuests } from "../channel/channel-name";

interface Readers {
  /** How many guests read the channel, without the user. */
  guests: number;
  /** The people of a direct conversation whose access has ended; empty if there are none. */
  away: string;
}

/** The readers of a channel whom the user should know of before the first word; null if there are none. */
export function useReaders(channel: Channel, guest: boolean): Readers | null {
  const guests = channel.guestCount - (guest ? 1 : 0);
  const away = useObservable(useRealtime().state, ({ people }) =>
    channel.people.flatMap(({ id, name }) => (people[id]?.ended ? name : [])).join(" and "),
  );
  return guests > 0 || away !== "" ? { guests, away } : null;
}

interface ReadersNoteProps {
  id: string;
  readers: Readers;
  /** Whether the user is a guest. */
  guest: boolean;
}

export function ReadersNote({ id, readers: { guests, away }, guest }: ReadersNoteProps) {
  return (
    <div
      id={id}
      className={cn(
        "px-3 pt-1.5 text-ink-soft text-meta",
        guests > 0 && "rounded-t-[11px] border-guest border-t-2",
      )}
    >
      {guests > 0 && <p className="font-medium text-guest-ink">{describeGuests(guests, guest)}</p>}
      {away && <p>{away}’s access has ended: they do not read this now</p>}
    </div>
  );
}

function describeGuests(guests: number, guest: boolean): string {
  const who = guest ? `${guests} other ${guests === 1 ? "guest" : "guests"}` : countGuests(guests);
  return `${who} can read this`;
}
