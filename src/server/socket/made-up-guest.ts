import type { IncomingMessage } from "node:http";
import type { Server as Engine, Socket as EngineSocket } from "engine.io";
import { io as connect, type Socket } from "socket.io-client";
import { z } from "zod";
import { type GuestPass, readGuestPass } from "@/core/drill/stage";
import { withReservedDatabase } from "@/db/client";
import { logger } from "@/lib/logger";
import type { ClientToServer, ServerToClient } from "@/lib/socket-events";
import { readSessionToken, writeSessionCookie } from "@/lib/session-cookie";
import { anAllowedOrigin, ownUrl } from "../http/own-address";
import type { Io } from "./io";

/** It closes by itself after this long, whatever has become of the node that runs the drill. */
const HELD_MS = 30_000;
/** How long a connection that should be gone is listened to, before what it got is counted. */
const LISTENED_MS = 250;

export const drillQuestion = z.object({
  step: z.enum(["open", "written", "closed", "end"]),
  drillId: z.string(),
  nodes: z.array(z.string()),
  limitMs: z.number(),
});

type DrillQuestion = z.infer<typeof drillQuestion>;

/** This node's connection to itself, as the made-up guest of a drill. */
interface MadeUpConnection {
  userId: string;
  token: string;
  socket: Socket<ServerToClient, ClientToServer>;
  /** Resolves when it may be heard. */
  ready: Promise<void>;
  /** Resolves with the first message. */
  written: Promise<void>;
  /** Resolves when the server has ended it and the line itself is closed; never if this end has let go. */
  closed: Promise<void>;
  /** The `seq` of every message that it got. */
  heard: number[];
  letGo(): void;
}

/** By drill. */
const connections = new Map<string, MadeUpConnection>();

/** Whether somebody connected here is the guest of a drill: no count and no metric includes them. */
export function isMadeUp(userId: string): boolean {
  return [...connections.values()].some((one) => one.userId === userId);
}

/** How many connections of this engine are those of made-up guests. */
export function countMadeUp(engine: Engine): number {
  if (connections.size === 0) return 0;
  const tokens = new Set([...connections.values()].map(({ token }) => token));
  const isOfGuest = (conn: EngineSocket) => {
    const token = readSessionToken(requestOf(conn).headers.cookie);
    return token !== null && tokens.has(token);
  };
  // A field that only its subclasses may read.
  const { clients } = engine as unknown as { clients: Record<string, EngineSocket> };
  return Object.values(clients).filter(isOfGuest).length;
}

const requestOf = (conn: EngineSocket) => (conn as unknown as { request: IncomingMessage }).request;

/**
 * Takes one step of a drill with this node's own connection.
 * @returns how many messages of after the revocation it got; null when the step was not done in time
 */
export async function stepHere(
  io: Io,
  { step, drillId, limitMs }: DrillQuestion,
): Promise<number | null> {
  const connection = step === "open" ? await open(io, drillId) : connections.get(drillId);
  if (!connection) return null;
  if (step === "end") return end(drillId, connection);
  const awaited = {
    open: connection.ready,
    written: connection.written,
    closed: connection.closed,
  };
  return (await settles(awaited[step], limitMs)) ? countLate(connection) : null;
}

/** It takes the way of every page: the front door, the origin, the session, the fence. */
async function open(io: Io, drillId: string): Promise<MadeUpConnection | undefined> {
  if (connections.has(drillId)) return undefined;
  const pass = await withReservedDatabase(() => readGuestPass(drillId));
  if (!pass) return undefined;
  const connection = follow(io, pass);
  connections.set(drillId, connection);
  setTimeout(() => drop(drillId, connection), HELD_MS).unref();
  connection.socket.once("connect_error", (error) => {
    logger().warn({ err: error, drillId }, "the made-up guest of a drill could not connect");
    drop(drillId, connection);
  });
  connection.socket.connect();
  return connection;
}

function follow(io: Io, { userId, token, slug }: GuestPass): MadeUpConnection {
  const origin = anAllowedOrigin();
  const socket: MadeUpConnection["socket"] = connect(ownUrl(), {
    autoConnect: false,
    forceNew: true,
    reconnection: false,
    transports: ["websocket"],
    auth: { workspace: slug },
    extraHeaders: { cookie: writeSessionCookie(token), ...(origin && { origin }) },
  });
  const heard: number[] = [];
  let hasLetGo = false;
  const [ready, written, ended, lineClosed] = [signal(), signal(), signal(), signal()];
  socket.once("ready", () => {
    lineOf(io, socket.id)?.once("close", lineClosed.give);
    ready.give();
  });
  socket.on("message:created", ({ message }) => {
    heard.push(message.seq);
    written.give();
  });
  socket.once("disconnect", () => {
    if (!hasLetGo) ended.give();
  });
  return {
    userId,
    token,
    socket,
    ready: ready.given,
    written: written.given,
    closed: Promise.all([ended.given, lineClosed.given]).then(() => undefined),
    heard,
    letGo() {
      hasLetGo = true;
      socket.disconnect();
    },
  };
}

/** The line between both ends, as the server has it. */
function lineOf(io: Io, sid: string | undefined) {
  const conn = io.sockets.sockets.get(sid ?? "")?.conn;
  return conn && requestOf(conn).socket;
}

async function end(drillId: string, connection: MadeUpConnection): Promise<number> {
  if (connection.socket.connected) await settles(connection.closed, LISTENED_MS);
  drop(drillId, connection);
  return countLate(connection);
}

function drop(drillId: string, connection: MadeUpConnection): void {
  connection.letGo();
  if (connections.get(drillId) === connection) connections.delete(drillId);
}

/** The first message comes before the revocation, and the channel has no others. */
const countLate = ({ heard }: MadeUpConnection): number => heard.filter((seq) => seq > 1).length;

function signal(): { given: Promise<void>; give: () => void } {
  let give: () => void = () => undefined;
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { given, give };
}

/** Whether it settles in time. */
async function settles(awaited: Promise<void>, limitMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, limitMs, false);
  });
  try {
    return await Promise.race([awaited.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
