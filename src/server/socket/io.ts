import type { Server, Socket } from "socket.io";
import type { Principal } from "@/core/access/principal";
import type { Access } from "@/core/access/read-access";
import type { Marks } from "@/lib/marks";
import type { ClientToServer, ServerToClient } from "@/lib/socket-events";

/** What nodes send to each other. Every answer has the id of the node that gives it. */
export interface BetweenNodes {
  "node:ask": (question: { id: string; from: string; kind: string; payload: unknown }) => void;
  "node:answer": (answer: { id: string; to: string; node: string; value: unknown }) => void;
}

export interface SocketData {
  principal: Principal;
  /** The protocol version that the client sent, if it sent one. */
  protocol: number | undefined;
  /** What the client knows of its channels, until it is told the rest by `ready`. */
  known: Marks | undefined;
  /** From when on the principal reads a channel, by its id, as it was read last. See `Access`. */
  historyFrom?: Access["historyFrom"];
}

export type Io = Server<ClientToServer, ServerToClient, BetweenNodes, SocketData>;
export type GatehouseSocket = Socket<ClientToServer, ServerToClient, BetweenNodes, SocketData>;

/** The connected sockets in these rooms, on this node only. */
export function localSockets(io: Io, rooms: string[]): GatehouseSocket[] {
  const { adapter, sockets } = io.sockets;
  const ids = new Set(rooms.flatMap((room) => [...(adapter.rooms.get(room) ?? [])]));
  return [...ids].map((id) => sockets.get(id)).filter((socket) => socket !== undefined);
}
