import type { Served } from "@/core/access/confirm-access";
import { guestsUnderWay } from "@/core/access/requests";
import type { MemberRole } from "@/lib/api-types";
import { GUESTS_ROOM } from "@/lib/rooms";
import { type GatehouseSocket, type Io, localSockets } from "./io";

const CHANNEL = "channel:";

/** Whom this node serves right now: its guests always, its members when asked for. */
export function listServed(io: Io, withMembers: boolean): Served {
  const sockets = withMembers ? [...io.sockets.sockets.values()] : localSockets(io, [GUESTS_ROOM]);
  const guests = new Set<string>();
  const members = new Map<string, MemberRole>();
  const sessions = new Set<string>();
  const seats = new Map<string, { id: string; channelId: string }>();
  for (const socket of sockets) {
    const { principal } = socket.data;
    sessions.add(principal.sessionId);
    if (principal.as === "guest") guests.add(principal.id);
    else members.set(principal.id, principal.as);
    for (const channelId of channelsOf(socket)) {
      seats.set(`${principal.id} ${channelId}`, { id: principal.id, channelId });
    }
  }
  for (const id of guestsUnderWay()) guests.add(id);
  return {
    guests: [...guests],
    members: [...members].map(([id, role]) => ({ id, role })),
    sessions: [...sessions],
    seats: [...seats.values()],
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
