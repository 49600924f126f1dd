"use client";

import type { Channel } from "@/lib/api-types";
import { cn } from "@/ui/primitives/cn";
import { useObservable } from "@/ui/realtime/observable";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { countGuests } from "../channel/channel-name";

interface Readers {
  /** How many guests are in the channel, without the user. */
  guests: number;
  /** How many of them cannot see the thread that is written in; null while that is not known. */
  blind: number | null;
  /** The people of a direct conversation whose access has ended; empty if there are none. */
  away: string;
}

/**
 * The readers of a channel whom the user should know of before the first word; null if there are none.
 * @param hiddenFrom the ids of those who cannot see the thread that is written in
 */
export function useReaders(
  channel: Channel,
  guest: boolean,
  hiddenFrom: ReadonlySet<string> | null,
): Readers | null {
  const { state } = useRealtime();
  const guests = channel.guestCount - (guest ? 1 : 0);
  const away = useObservable(state, ({ people }) =>
    channel.people.flatMap(({ id, name }) => (people[id]?.ended ? name : [])).join(" and "),
  );
  // Guests whose access has ended are not counted in the channel either.
  const blind = useObservable(
    state,
    ({ people }) => hiddenFrom && [...hiddenFrom].filter((id) => !people[id]?.ended).length,
  );
  return guests > 0 || away !== "" ? { guests, blind, away } : null;
}

interface ReadersNoteProps {
  id: string;
  readers: Readers;
  /** Whether the user is a guest. */
  guest: boolean;
}

export function ReadersNote({ id, readers, guest }: ReadersNoteProps) {
  const { guests, blind, away } = readers;
  return (
    <div
      id={id}
      className={cn(
        "px-3 pt-1.5 text-ink-soft text-meta",
        guests > (blind ?? 0) && "rounded-t-[11px] border-guest border-t-2",
      )}
    >
      {guests > 0 && (
        <p className="font-medium text-guest-ink">{describeGuests(guests, blind, guest)}</p>
      )}
      {away && <p>{away}’s access has ended: they do not read this now</p>}
    </div>
  );
}

function describeGuests(guests: number, blind: number | null, guest: boolean): string {
  const count = (some: number) =>
    guest ? `${some} other ${some === 1 ? "guest" : "guests"}` : countGuests(some);
  if (blind === null) return `${count(guests)} may be able to read this`;
  const readers = guests - blind;
  if (blind === 0) return `${count(guests)} can read this`;
  if (readers > 0) return `${count(readers)} can read this, ${blind} cannot see this thread`;
  return `${count(guests)} ${guests === 1 ? "is" : "are"} in this channel, but cannot see this thread`;
}
