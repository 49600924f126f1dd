import type { Served } from "@/core/access/confirm-access";
import { type Reader, readersUnderWay } from "@/core/access/requests";
import type { MemberRole } from "@/lib/api-types";
import { GUESTS_ROOM } from "@/lib/rooms";
import { type GatehouseSocket, type Io, localSockets } from "./io";

const CHANNEL = "channel:";

/** Whom this node serves right now: always its guests, its members when asked for. */
export function listServed(io: Io, withMembers: boolean): Served {
  const sockets = withMembers ? [...io.sockets.sockets.values()] : localSockets(io, [GUESTS_ROOM]);
  const readers = readersUnderWay().filter(({ as }) => withMembers || as === "guest");
  const guests = new Set<string>();
  const members = new Map<string, MemberRole>();
  const sessions = new Set<string>();
  const memberships = new Map<string, { id: string; channelId: string }>();
  const note = ({ id, as, sessionId }: Omit<Reader, "channelId">) => {
    sessions.add(sessionId);
    if (as === "guest") guests.add(id);
    else members.set(id, as);
  };
  const noteMembership = (id: string, channelId: string) =>
    memberships.set(`${id} ${channelId}`, { id, channelId });
  for (const socket of sockets) {
    const { principal } = socket.data;
    note(principal);
    for (const channelId of channelsOf(socket)) noteMembership(principal.id, channelId);
  }
  for (const reader of readers) {
    note(reader);
    // A member may read a public channel that they are not in.
    if (reader.as === "guest" && reader.channelId) noteMembership(reader.id, reader.channelId);
  }
  return {
    guests: [...guests],
    members: [...members].map(([id, role]) => ({ id, role })),
    sessions: [...sessions],
    memberships: [...memberships.values()],
  };
}

/** The channels that somebody on this node has joined. */
export function listServedChannels(io: Io): string[] {
  return channelsIn(io.sockets.adapter.rooms.keys());
}

function channelsOf(socket: GatehouseSocket): string[] {
  return channelsIn(socket.rooms);
}

function channelsIn(rooms: Iterable<string>): string[] {
  return [...rooms]
    .filter((room) => room.startsWith(CHANNEL))
    .map((room) => room.slice(CHANNEL.length));
}
