import type { IncomingMessage } from "node:http";
import type { Server as Engine, Socket as EngineSocket } from "engine.io";
import { env } from "@/lib/env";
import { networkOf } from "@/lib/network-of";
import { readSessionToken } from "@/lib/session-cookie";
import { clientAddress } from "../http/client-address";
import { noteRefusedHandshake } from "./outcomes";

/** How many connections of one address without a session may be unidentified at once. */
const FOR_AN_ADDRESS = 20;
/** How many of one session: all of somebody's tabs may come back at once, and should be told if they are too many. */
const FOR_A_SESSION = 100;
/** How many of everybody without a session, from all addresses. */
const IN_ALL = 2_000;
/** How long such a connection may last. One with a session waits for its handshake, which has its own limit. */
const STRANGER_MS = 3_000;
const SIGNED_IN_MS = 12_000;
/** How many packets it may send: a client sends one handshake and waits for the answer. */
const PACKETS = 10;

interface Stranger {
  key: string;
  timer: NodeJS.Timeout;
  onPacket: () => void;
}

const strangers = new Map<EngineSocket, Stranger>();
const counts = new Map<string, number>();
const EVERYBODY = "everybody without a session";

/** Keeps unidentified connections few and short-lived. */
export function watchStrangers(engine: Engine): void {
  engine.on("connection", (conn: EngineSocket) => {
    const { request } = conn as unknown as { request: IncomingMessage };
    const key = keyOf(request);
    const limitMs = isSession(key) ? SIGNED_IN_MS : STRANGER_MS;
    const refuse = (code: string) => {
      noteRefusedHandshake(request, code);
      conn.close(true);
    };
    let packets = 0;
    const onPacket = () => {
      if (++packets > PACKETS) refuse("TOO_MANY_PACKETS");
    };
    const timer = setTimeout(() => refuse("TOO_SLOW"), limitMs).unref();
    strangers.set(conn, { key, timer, onPacket });
    add(key, 1);
    conn.on("packet", onPacket);
    conn.on("close", forgetClosed);
  });
}

/** Whether somebody may open one more connection before they are identified. */
export function mayOpen(req: IncomingMessage): boolean {
  if (!env().rateLimits) return true;
  const key = keyOf(req);
  const count = counts.get(key) ?? 0;
  if (isSession(key)) return count < FOR_A_SESSION;
  return count < FOR_AN_ADDRESS && (counts.get(EVERYBODY) ?? 0) < IN_ALL;
}

/** They are identified now. */
export function noLongerStranger(conn: EngineSocket): void {
  forget(conn);
}

function forgetClosed(this: EngineSocket): void {
  forget(this);
}

/** Nothing of it is kept: neither its request nor what watches it. */
function forget(conn: EngineSocket): void {
  const stranger = strangers.get(conn);
  if (!stranger) return;
  clearTimeout(stranger.timer);
  conn.off("packet", stranger.onPacket);
  conn.off("close", forgetClosed);
  strangers.delete(conn);
  add(stranger.key, -1);
}

function add(key: string, change: number): void {
  for (const counted of isSession(key) ? [key] : [key, EVERYBODY]) {
    const count = (counts.get(counted) ?? 0) + change;
    if (count > 0) counts.set(counted, count);
    else counts.delete(counted);
  }
}

const SESSION = "session ";
const isSession = (key: string) => key.startsWith(SESSION);

function keyOf(req: IncomingMessage): string {
  const token = readSessionToken(req.headers.cookie);
  return token === null ? networkOf(clientAddress(req)) : SESSION + token;
}
