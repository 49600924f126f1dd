import { leaseIsFresh } from "@/core/access/lease";
import { GUESTS_ROOM, guestsOfChannelRoom, readLimitRoom } from "@/lib/rooms";
import type { Io } from "./io";

/** The part of the adapter that every broadcast passes, a local one and one from another node. */
interface Fenced {
  rooms: ReadonlyMap<string, ReadonlySet<string>>;
  computeExceptSids(rooms?: Set<string>): Set<string>;
}

/**
 * Leaves guests out of broadcasts: every guest while the lease is stale, and always those whose history of a channel
 * begins after what the broadcast is about. It is decided where a broadcast is delivered, by what the connection was
 * let in with: a node that sends late, or does not know yet that somebody's history has changed, tells them nothing.
 */
export function fenceGuests(io: Io): void {
  const adapter = io.sockets.adapter as unknown as Fenced;
  const inner = adapter.computeExceptSids.bind(adapter);
  adapter.computeExceptSids = (rooms) => {
    const left = inner(leaseIsFresh() ? rooms : new Set([...(rooms ?? []), GUESTS_ROOM]));
    for (const room of rooms ?? []) leaveOutLimited(io, adapter, room, left);
    return left;
  };
}

function leaveOutLimited(io: Io, { rooms }: Fenced, room: string, left: Set<string>): void {
  const limit = readLimitRoom(room);
  if (!limit) return;
  for (const id of rooms.get(guestsOfChannelRoom(limit.channelId)) ?? []) {
    const from = io.sockets.sockets.get(id)?.data.historyFrom?.[limit.channelId];
    if (from !== undefined && Date.parse(from) > limit.beganAtMs) left.add(id);
  }
}
