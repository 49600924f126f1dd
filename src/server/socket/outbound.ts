import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket as TcpSocket } from "node:net";
import type { Server as Engine, Socket as EngineSocket } from "engine.io";

/** A WebSocket of `ws`, as far as it is looked at here. */
interface WebSocket {
  /** Of those that are on their way, in bytes, whatever the client does. */
  bufferedAmount: number;
  terminate(): void;
  /** Null once it is closed. */
  _socket: TcpSocket | null;
  once(event: "close", then: () => void): void;
}

interface Packet {
  type: string;
  data?: unknown;
  options?: { wsPreEncodedFrame?: Buffer[] };
}

/** What engine.io keeps to itself. */
interface Inside {
  id: string;
  writeBuffer: Packet[];
  transport: {
    socket?: WebSocket;
    /** Of a polling connection that waits, for half a minute, to say goodbye in the answer to one more request. */
    shouldClose?: (() => void) | null;
  };
}

const inside = (conn: EngineSocket) => conn as unknown as Inside;
const sidOf = (conn: EngineSocket) => inside(conn).id;

/**
 * Everything that carries one realtime connection to its client, known until it is closed itself: a client that does
 * not read leaves a WebSocket or an answer behind that outlives the connection, with what was written into it.
 */
export interface Outbound {
  readonly conn: EngineSocket;
  /** The gate rooms of whoever it is for, once that is known. */
  gates: readonly string[];
  /** Whose memory it takes: a person, or the connection itself while nobody has proved who they are. */
  owner: string;
  /** Polling requests whose answer has not left. engine.io forgets them when it has written it. */
  readonly answers: Set<ServerResponse>;
  readonly webSockets: Set<WebSocket>;
}

const bySid = new Map<string, Outbound>();
const byGate = new Map<string, Set<Outbound>>();

/** How long what a connection leaves behind may take to close when the connection itself has ended. */
const LEFT_BEHIND_MS = 900;

/** Keeps the outbound side of every connection of this engine. */
export function watchOutbound(engine: Engine): void {
  engine.on("connection", (conn: EngineSocket) => {
    const outbound: Outbound = {
      conn,
      gates: [],
      owner: sidOf(conn),
      answers: new Set(),
      webSockets: new Set(),
    };
    bySid.set(sidOf(conn), outbound);
    noteWebSocket(outbound);
    conn.on("upgrade", () => noteWebSocket(outbound));
    conn.once("close", () => {
      forgetIfOver(outbound);
      if (isOpen(outbound)) setTimeout(() => closeOutbound(outbound), LEFT_BEHIND_MS).unref();
    });
  });
}

/** Notes the answer to a polling request. To be called before the engine handles it. */
export function trackAnswer(sid: string, req: IncomingMessage, res: ServerResponse): void {
  const outbound = bySid.get(sid);
  if (!outbound || req.method !== "GET") return;
  outbound.answers.add(res);
  res.once("close", () => {
    outbound.answers.delete(res);
    forgetIfOver(outbound);
  });
}

/** Says whom a connection is for: from then on a cut of one of these gate rooms finds what is on its way to them. */
export function standBehind(conn: EngineSocket, owner: string, gates: string[]): void {
  const outbound = bySid.get(sidOf(conn));
  if (!outbound) return;
  outbound.owner = owner;
  outbound.gates = gates;
  for (const gate of gates) {
    const behind = byGate.get(gate) ?? new Set();
    byGate.set(gate, behind.add(outbound));
  }
}

/** The outbound side of a connection; undefined when all of it is closed. */
export function outboundOf(conn: EngineSocket): Outbound | undefined {
  return bySid.get(sidOf(conn));
}

/** Everything on its way to those behind these gate rooms, also what an ended connection has left behind. */
export function outboundsBehind(gates: string[]): Outbound[] {
  return [...new Set(gates.flatMap((gate) => [...(byGate.get(gate) ?? [])]))];
}

export function allOutbounds(): Iterable<Outbound> {
  return bySid.values();
}

/** How many bytes were handed to the network and wait for the client to read; an answer that is being made is one. */
export function bytesHandedOver({ answers, webSockets }: Outbound): number {
  let bytes = 0;
  for (const answer of answers) {
    if (answer.headersSent) bytes += Math.max(1, answer.writableLength);
  }
  for (const webSocket of webSockets) bytes += webSocket.bufferedAmount;
  return bytes;
}

/** How many bytes this process holds for the client: those handed over, and those still in line. */
export function bytesWaiting(outbound: Outbound): number {
  return inside(outbound.conn).writeBuffer.reduce(
    (sum, packet) => sum + lengthOf(packet),
    bytesHandedOver(outbound),
  );
}

function lengthOf({ data, options }: Packet): number {
  const frame = options?.wsPreEncodedFrame;
  if (frame) return frame.reduce((sum, part) => sum + part.length, 0);
  if (typeof data === "string") return Buffer.byteLength(data);
  return Buffer.isBuffer(data) ? data.length : 1;
}

/**
 * Ends a connection, and throws away what has not left for its client: also what the network has taken and the client
 * has not read, which closing in good order would still deliver.
 */
export function resetOutbound({ conn, answers, webSockets }: Outbound): void {
  end(conn);
  // An answer that waits for its turn on a shared connection has no socket of its own yet: its request has.
  for (const answer of answers) answer.req.socket.resetAndDestroy();
  for (const webSocket of webSockets) {
    webSocket._socket?.resetAndDestroy();
    webSocket.terminate();
  }
}

/** Ends a connection for good: by a reset where its client has not taken what was handed over. */
export function closeOutbound(outbound: Outbound): void {
  if (bytesHandedOver(outbound) > 0) return resetOutbound(outbound);
  end(outbound.conn);
  for (const webSocket of outbound.webSockets) webSocket.terminate();
}

function end(conn: EngineSocket): void {
  conn.close(true);
  inside(conn).transport.shouldClose?.();
}

function noteWebSocket(outbound: Outbound): void {
  const { socket } = inside(outbound.conn).transport;
  if (!socket || outbound.webSockets.has(socket)) return;
  outbound.webSockets.add(socket);
  socket.once("close", () => {
    outbound.webSockets.delete(socket);
    forgetIfOver(outbound);
  });
}

const isOpen = ({ answers, webSockets }: Outbound) => answers.size + webSockets.size > 0;

function forgetIfOver(outbound: Outbound): void {
  const { conn, gates } = outbound;
  if (conn.readyState !== "closed" || isOpen(outbound)) return;
  bySid.delete(sidOf(conn));
  for (const gate of gates) {
    const behind = byGate.get(gate);
    behind?.delete(outbound);
    if (behind?.size === 0) byGate.delete(gate);
  }
}
