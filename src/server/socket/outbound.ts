import type { IncomingMessage, ServerResponse } from "node:http";
import type { Server as Engine, Socket as EngineSocket } from "engine.io";
import { closeOutbound } from "./end-outbound";
import { inside, type WebSocket } from "./inside-engine";

/**
 * Everything that carries one realtime connection to its client. It is known until its last part is closed: a client
 * that does not read leaves a WebSocket or an answer that outlives the connection, with what was written into it.
 */
export interface Outbound {
  readonly conn: EngineSocket;
  /** The gate rooms of the person it is for, once they are known. */
  gates: readonly string[];
  owner: Owner;
  /** Polling requests whose answer has not been sent. engine.io forgets them when it has written it. */
  readonly answers: Set<ServerResponse>;
  readonly webSockets: Set<WebSocket>;
}

/** Whose memory it is: a person's, or that of the connection itself while nobody has proved who they are. */
export interface Owner {
  /** A user id, or the id of the connection. */
  readonly name: string;
  readonly outbounds: Set<Outbound>;
  /** How many bytes may be written for them before it is looked at how many wait. */
  mayWrite: number;
}

const bySid = new Map<string, Outbound>();
const byPerson = new Map<string, Owner>();
const byGate = new Map<string, Set<Outbound>>();

/** How long the remains of a connection may take to close after the connection itself has ended. */
const LEFT_BEHIND_MS = 900;

/** Tracks the outbound side of every connection of this engine. */
export function watchOutbound(engine: Engine): void {
  engine.on("connection", (conn: EngineSocket) => {
    const outbound: Outbound = {
      conn,
      gates: [],
      owner: { name: inside(conn).id, outbounds: new Set(), mayWrite: 0 },
      answers: new Set(),
      webSockets: new Set(),
    };
    outbound.owner.outbounds.add(outbound);
    bySid.set(inside(conn).id, outbound);
    noteWebSocket(outbound);
    conn.on("upgrade", () => noteWebSocket(outbound));
    conn.once("close", () => {
      forgetIfOver(outbound);
      if (isOpen(outbound)) setTimeout(() => closeOutbound(outbound), LEFT_BEHIND_MS).unref();
    });
  });
}

/** Notes the answer to a polling request. Call it before the engine handles the request. */
export function trackAnswer(sid: string, req: IncomingMessage, res: ServerResponse): void {
  const outbound = bySid.get(sid);
  if (!outbound || req.method !== "GET") return;
  outbound.answers.add(res);
  res.once("close", () => {
    outbound.answers.delete(res);
    forgetIfOver(outbound);
  });
}

/** Notes whom a connection is for. From then on, a cut of one of these gate rooms finds what is under way to them. */
export function assignGates(conn: EngineSocket, userId: string, gates: string[]): void {
  const outbound = bySid.get(inside(conn).id);
  if (!outbound) return;
  own(userId, outbound);
  outbound.gates = gates;
  for (const gate of gates) {
    const behind = byGate.get(gate) ?? new Set();
    byGate.set(gate, behind.add(outbound));
  }
}

function own(userId: string, outbound: Outbound): void {
  const owner = byPerson.get(userId) ?? { name: userId, outbounds: new Set(), mayWrite: 0 };
  byPerson.set(userId, owner);
  owner.outbounds.add(outbound);
  // What waits on this one counts from now on.
  owner.mayWrite = 0;
  outbound.owner = owner;
}

/** The outbound side of a connection; undefined when all of it is closed. */
export function outboundOf(conn: EngineSocket): Outbound | undefined {
  return bySid.get(inside(conn).id);
}

/** Everything under way to people behind these gate rooms, including what an ended connection has left behind. */
export function outboundsBehind(gates: string[]): Outbound[] {
  return [...new Set(gates.flatMap((gate) => [...(byGate.get(gate) ?? [])]))];
}

export function allOutbounds(): Iterable<Outbound> {
  return bySid.values();
}

/** Whether an answer or a WebSocket is open towards the client. False for a polling client between two requests. */
export const isOpen = ({ answers, webSockets }: Outbound) => answers.size + webSockets.size > 0;

function noteWebSocket(outbound: Outbound): void {
  const { socket } = inside(outbound.conn).transport;
  if (!socket || outbound.webSockets.has(socket)) return;
  outbound.webSockets.add(socket);
  socket.once("close", () => {
    outbound.webSockets.delete(socket);
    forgetIfOver(outbound);
  });
}

function forgetIfOver(outbound: Outbound): void {
  const { conn, gates, owner } = outbound;
  if (conn.readyState !== "closed" || isOpen(outbound)) return;
  bySid.delete(inside(conn).id);
  owner.outbounds.delete(outbound);
  if (owner.outbounds.size === 0) byPerson.delete(owner.name);
  for (const gate of gates) {
    const behind = byGate.get(gate);
    behind?.delete(outbound);
    if (behind?.size === 0) byGate.delete(gate);
  }
}
