import { setTimeout as pause } from "node:timers/promises";
import { listKnownNodes } from "@/core/access/nodes";
import { AppError } from "@/core/errors";
import { env } from "@/lib/env";
import { networkOf } from "@/lib/network-of";
import { logSummed } from "@/lib/summed-lines";
import { clientAddress } from "../http/client-address";
import type { GatehouseSocket } from "./io";
import { isMadeUp } from "./made-up-guest";

type Conn = GatehouseSocket["conn"];

/** What a connection takes a place of: those of its person, in all workspaces, and those of its network. */
interface Place {
  key: string;
  most: number;
  full: () => AppError;
}

/** How many connections other nodes have of each of these keys. */
export type CountElsewhere = (keys: string[]) => Promise<number[]>;

/** A page that is reloaded may come back before its last connection has closed: a place may become free in a moment. */
const TRIES = 4;
const AGAIN_MS = 250;
/** When a page that was refused tries again. */
const RETRY_AFTER_MS = 5_000;

/** How many connections on this node have a place, by key. */
const taken = new Map<string, number>();
const keysOf = new WeakMap<Conn, string[]>();

/** The keys of which another node may have more than its share. */
const asked = new Set<string>();

/** How many connections on this node have a place of each of these keys, for a node that has more than its share. */
export function answerPlaces(keys: string[]): number[] {
  for (const key of keys) asked.add(key);
  return keys.map((key) => taken.get(key) ?? 0);
}

/**
 * Takes a place for a connection of somebody, until it closes. Every node counts its own connections, so what a node
 * had is gone with it.
 * @throws AppError RATE_LIMITED when their person or their network has as many as it may have
 */
export async function takePlace(
  { conn, request }: GatehouseSocket,
  userId: string,
  countElsewhere: CountElsewhere,
): Promise<void> {
  if (!env().rateLimits || isMadeUp(userId)) return;
  const places = placesOf(userId, clientAddress(request));
  for (let left = TRIES; conn.readyState === "open"; left -= 1) {
    const full = await takeIfFree(conn, places, countElsewhere);
    if (!full) return;
    if (left <= 1) throw full.full();
    await pause(AGAIN_MS * (0.5 + Math.random()), undefined, { ref: false });
  }
}

function placesOf(userId: string, address: string): Place[] {
  const { maxConnections } = env();
  const { person, address: ofAddress } = maxConnections;
  return [
    { key: `person ${userId}`, most: person, full: () => tooManyOfPerson(person) },
    {
      key: `network ${networkOf(address)}`,
      most: ofAddress,
      full: () => tooManyOfAddress(address, ofAddress),
    },
  ];
}

/** @returns the place that is not free; undefined when they are taken */
async function takeIfFree(
  conn: Conn,
  places: Place[],
  countElsewhere: CountElsewhere,
): Promise<Place | undefined> {
  const full = places.find(({ key, most }) => (taken.get(key) ?? 0) >= most);
  if (full) return full;
  // Taken before the others are asked: two nodes that ask at once then see each other's.
  hold(conn, places);
  const sums = await sumUp(places, countElsewhere);
  const over = places.find(({ most }, n) => (sums[n] ?? 0) > most);
  if (over) release(conn);
  return over;
}

/**
 * While no node has more than its share, all together have not more than they may. So others are asked by a node that
 * is about to have more, which hardly anybody's connections lead to, and from then on by those whom it has asked.
 */
async function sumUp(places: Place[], countElsewhere: CountElsewhere): Promise<number[]> {
  const nodes = Math.max(1, listKnownNodes().length);
  const shareOf = ({ most }: Place) => Math.floor(most / nodes);
  const here = places.map(({ key }) => taken.get(key) ?? 0);
  const mustAsk = places.some(
    (place, n) => asked.has(place.key) || (here[n] ?? 0) > shareOf(place),
  );
  if (nodes === 1 || !mustAsk) return here;
  const elsewhere = await countElsewhere(places.map(({ key }) => key));
  const sums = here.map((count, n) => count + (elsewhere[n] ?? 0));
  for (const [n, place] of places.entries()) {
    if ((sums[n] ?? 0) <= shareOf(place)) asked.delete(place.key);
  }
  return sums;
}

function hold(conn: Conn, places: Place[]): void {
  const keys = places.map(({ key }) => key);
  keysOf.set(conn, keys);
  for (const key of keys) taken.set(key, (taken.get(key) ?? 0) + 1);
  conn.once("close", () => release(conn));
}

function release(conn: Conn): void {
  for (const key of keysOf.get(conn) ?? []) {
    const left = (taken.get(key) ?? 0) - 1;
    if (left > 0) taken.set(key, left);
    else taken.delete(key);
  }
  keysOf.delete(conn);
}

function tooMany(sentence: string): AppError {
  return new AppError("RATE_LIMITED", sentence, { retryAfterMs: RETRY_AFTER_MS });
}

const tooManyOfPerson = (most: number) =>
  tooMany(
    `You have ${most} open connections, as many as one person may have. Close a tab that you do not need.`,
  );

function tooManyOfAddress(ip: string, most: number) {
  logSummed({
    level: "warn",
    msg: "an address has as many connections as MAX_CONNECTIONS_PER_ADDRESS allows",
    who: { ip },
  });
  return tooMany(
    `Your network has ${most} open connections, as many as one may have. Close tabs that you do not need, or ask whoever runs this server to allow more.`,
  );
}
