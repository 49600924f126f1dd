import { leaseIsFresh } from "@/core/access/lease";
import type { Principal } from "@/core/access/principal";
import { type Access, readAccess } from "@/core/access/read-access";
import { readChannel } from "@/core/channels/channel-row";
import { AppError } from "@/core/errors";
import { channelRoom, gateRoom, personRoom } from "@/lib/rooms";
import { channelRooms } from "./admit";
import { type GatehouseSocket, type Io, localSockets } from "./io";

/** By guest id: how many connections are open, and the ids of the sessions they belong to. */
export type Counted = Record<string, { connections: number; sessions: string[] }>;

/** Live connections on this node and their sessions, by guest id; guests without any are left out. */
export function countHere(io: Io, guestIds: string[]): Counted {
  const counts: Counted = {};
  for (const id of guestIds) {
    const sockets = localSockets(io, [gateRoom("guest", id)]);
    if (sockets.length === 0) continue;
    const sessions = new Set(sockets.map((socket) => socket.data.principal.sessionId));
    counts[id] = { connections: sockets.length, sessions: [...sessions] };
  }
  return counts;
}

/** Makes the connections of these people on this node join the channels they have gained. */
export async function widenHere(
  io: Io,
  people: { workspaceId: string; userId: string }[],
): Promise<void> {
  for (const { workspaceId, userId } of people) {
    const sockets = localSockets(io, [personRoom(workspaceId, userId)]);
    const [first] = sockets;
    if (first) await widenSockets(first, sockets);
  }
}

/**
 * The sockets are in their gate rooms already: a loss during the read disconnects them, and then joining has no effect.
 */
async function widenSockets(first: GatehouseSocket, sockets: GatehouseSocket[]): Promise<void> {
  const { principal } = first.data;
  const access = await readAccessLeft(principal);
  if (!access) return;
  const { channels, historyFrom } = access;
  for (const socket of sockets) socket.data.historyFrom = historyFrom;
  for (const { id } of channels) {
    const late = sockets.filter((socket) => socket.connected && !socket.rooms.has(channelRoom(id)));
    if (late.length === 0) continue;
    const channel = await readChannel(id, principal.userId);
    // An event to a single socket does not pass the fence in the adapter, so the lease is checked here.
    if (principal.as === "guest" && !leaseIsFresh()) return;
    for (const socket of late.filter((socket) => socket.connected)) {
      await socket.join(channelRooms(principal, id));
      socket.emit("channel:created", { channel });
    }
  }
}

/**
 * Somebody who has lost everything meanwhile gains nothing. The refusal is theirs, not that of the person who widens
 * their access.
 */
async function readAccessLeft(principal: Principal): Promise<Access | null> {
  try {
    return await readAccess(principal);
  } catch (error) {
    if (error instanceof AppError && error.status < 500) return null;
    throw error;
  }
}
