import type { Served } from "@/core/access/confirm-access";
import { type Reader, readersUnderWay } from "@/core/access/requests";
import type { MemberRole } from "@/lib/api-types";
import type { Io } from "./io";

const CHANNEL = "channel:";

/**
 * Whom this node serves right now: always its guests, and those of its members who are due. It is called every second and
 * holds up everybody else meanwhile, so it does as little as it can for each of many thousand memberships.
 */
export function listServed(io: Io, isDue: (memberId: string) => boolean): Served {
  const guests = new Set<string>();
  const members = new Map<string, MemberRole>();
  const sessions = new Set<string>();
  const channels = new Map<string, Set<string>>();
  const note = ({ id, as, sessionId }: Omit<Reader, "channelId">) => {
    sessions.add(sessionId);
    if (as === "guest") guests.add(id);
    else members.set(id, as);
  };
  const channelsOf = (id: string) => {
    const known = channels.get(id) ?? new Set();
    channels.set(id, known);
    return known;
  };
  for (const socket of io.sockets.sockets.values()) {
    const { principal } = socket.data;
    if (principal.as !== "guest" && !isDue(principal.id)) continue;
    note(principal);
    addChannels(socket.rooms, channelsOf(principal.id));
  }
  for (const reader of readersUnderWay()) {
    const isGuest = reader.as === "guest";
    if (!isGuest && !isDue(reader.id)) continue;
    note(reader);
    // A member may read a public channel that they are not in.
    if (isGuest && reader.channelId) channelsOf(reader.id).add(reader.channelId);
  }
  return {
    guests: [...guests],
    members: [...members].map(([id, role]) => ({ id, role })),
    sessions: [...sessions],
    memberships: [...channels].map(([id, of]) => ({ id, channelIds: [...of] })),
  };
}

/** The channels that somebody on this node has joined. */
export function listServedChannels(io: Io): string[] {
  return [...addChannels(io.sockets.adapter.rooms.keys(), new Set())];
}

/** Adds the channels whose rooms these are. */
function addChannels(rooms: Iterable<string>, to: Set<string>): Set<string> {
  for (const room of rooms) if (room.startsWith(CHANNEL)) to.add(room.slice(CHANNEL.length));
  return to;
}
