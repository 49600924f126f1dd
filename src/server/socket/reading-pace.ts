import type { Socket as EngineSocket } from "engine.io";
import { env } from "@/lib/env";
import { logSummed } from "@/lib/summed-lines";
import { resetOutbound } from "./end-outbound";
import { type Outbound, outboundOf } from "./outbound";

/**
 * How many packets are read of one person at once, and how many a second after that. That is more than the limits of
 * events let through: it bounds what costs time and is not counted there, such as what is no event at all.
 */
const AT_ONCE = 600;
const A_SECOND = 100;
/** Nobody has to rest for longer than this takes: their other connections must be read before their pings time out. */
const MOST_OWED = -2 * AT_ONCE;
/** A packet costs as one more for each such part of it. */
const PART_BYTES = 2_048;
/** How many people and strangers are remembered at once. */
const MAX_KEYS = 10_000;

interface Pace {
  left: number;
  at: number;
}

/** By owner: it stays when somebody closes a connection and opens another. */
const paces = new Map<string, Pace>();
/** What has come in on a connection while its owner was not to be read. */
const beyond = new WeakMap<EngineSocket, { sum: number; at: number }>();
/** A connection that has sent less than this beyond is no flood: its owner's other connections are. */
const NO_FLOOD = 60;
/** So much of it a second is forgotten, so that a tab that is used for hours beside a flood is none. */
const FORGOTTEN_A_SECOND = 2;

/**
 * Counts a packet that has come in. It still comes in while its owner is not to be read if it was taken from the network
 * before that; where this goes on, the connections that do it are ended.
 * @returns how long its owner's connections are not to be read, in milliseconds
 */
export function noteRead(conn: EngineSocket, bytes: number): number {
  const outbound = outboundOf(conn);
  if (!outbound || !env().rateLimits) return 0;
  const owner = outbound.owner.name;
  const now = performance.now();
  const known = paces.get(owner) ?? { left: AT_ONCE, at: now };
  const regained = ((now - known.at) / 1_000) * A_SECOND;
  const cost = 1 + Math.floor(bytes / PART_BYTES);
  const left = Math.max(MOST_OWED, Math.min(AT_ONCE, known.left + regained) - cost);
  // Whoever sent the longest ago is forgotten first.
  if (!paces.delete(owner) && paces.size >= MAX_KEYS) paces.delete(paces.keys().next().value ?? "");
  paces.set(owner, { left, at: now });
  if (noteBeyond(conn, left < 0 ? cost : 0) > NO_FLOOD && left < -AT_ONCE) endFlood(outbound);
  return Math.max(0, (-left / A_SECOND) * 1_000);
}

function noteBeyond(conn: EngineSocket, cost: number): number {
  const at = performance.now();
  const known = beyond.get(conn) ?? { sum: 0, at };
  const kept = Math.max(0, known.sum - ((at - known.at) / 1_000) * FORGOTTEN_A_SECOND);
  const sum = cost > 0 ? kept + cost : 0;
  beyond.set(conn, { sum, at });
  return sum;
}

/**
 * Ends a connection by a reset, and drops what of it has been taken from the network: an orderly close is waited for, and
 * meanwhile all that comes would still be read.
 */
export function endFlood(outbound: Outbound): void {
  const { owner, webSockets } = outbound;
  const who = { owner: owner.name };
  logSummed({ msg: "a connection that goes far beyond its limits is closed", who });
  for (const { _receiver } of webSockets) {
    Object.assign(_receiver, { _buffers: [], _bufferedBytes: 0, _write: ignore });
  }
  resetOutbound(outbound);
}

const ignore = (_chunk: unknown, _encoding: unknown, done: () => void) => done();
