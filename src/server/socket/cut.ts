import { setTimeout as pause } from "node:timers/promises";
import { endRequests } from "@/core/access/cut-requests";
import { endDeliveries } from "@/core/access/deliveries";
import { leaseIsFresh } from "@/core/access/lease";
import { guestExpired, guestLocked } from "@/core/access/principal";
import { unavailable } from "@/core/errors";
import { countCut } from "@/core/metrics";
import type { CutNotice, GatesCut } from "@/core/realtime";
import { EXPIRED_REASON, LOCKED_MESSAGE } from "@/lib/lock-reasons";
import { type GatehouseSocket, type Io, localSockets } from "./io";
import { bytesHandedOver, closeOutbound, resetOutbound } from "./end-outbound";
import { isMadeUp } from "./made-up-guest";
import { inside } from "./inside-engine";
import { isOpen, type Outbound, outboundOf, outboundsBehind } from "./outbound";

/** A connection that has not closed by then does not read, and is destroyed. */
const DESTROY_AFTER_MS = 900;
/** A polling client that is between two requests at that time is slow, and has until then to fetch its notice. */
const FETCHED_WITHIN_MS = 5_000;
/** A client that has not taken its waiting bytes by then does not read. */
const TAKEN_WITHIN_MS = 100;

/**
 * Cuts everything in these gate rooms on this node, all at once. Sockets are notified and disconnected at once, answers
 * to HTTP requests under way are refused or destroyed, and waiting pushes are dropped. When this resolves, nothing that
 * was written for them before is left in this process: a client that does not take it has lost it.
 * @returns how many sockets were found and closed
 */
export async function cutHere(io: Io, cuts: GatesCut[]): Promise<number> {
  const early = roomsOf(cuts).reduce((sum, room) => sum + takeEarly(room), 0);
  return early + (await cutNow(io, cuts));
}

/**
 * As `cutHere`, for when this node finds the loss by itself: by the clock, or by a sweep between the commit and the
 * question to the nodes. The receipt is made in a moment, and must count these connections too.
 */
export function cutEarly(io: Io, cuts: GatesCut[]): Promise<number> {
  for (const room of roomsOf(cuts)) {
    const { length } = localSockets(io, [room]);
    if (length === 0) continue;
    early.set(room, length + takeEarly(room));
    setTimeout(() => early.delete(room), ASKED_WITHIN_MS).unref();
  }
  return cutNow(io, cuts);
}

/** Connections that were cut before this node was asked to, by gate room. */
const early = new Map<string, number>();
const ASKED_WITHIN_MS = 5_000;

function takeEarly(room: string): number {
  const count = early.get(room) ?? 0;
  early.delete(room);
  return count;
}

async function cutNow(io: Io, cuts: GatesCut[]): Promise<number> {
  const rooms = roomsOf(cuts);
  for (const room of rooms) endDeliveries(room);
  // Measured before the notices are written, which also wait for a moment.
  const heldUp = outboundsBehind(rooms).filter((one) => bytesHandedOver(one) > 0);
  const closed = cuts.map((cut) => closeSockets(io, cut));
  await Promise.all([emptyOrReset(heldUp), ...cuts.flatMap(endRequestsBehind)]);
  return closed.reduce((sum, count) => sum + count, 0);
}

const roomsOf = (cuts: GatesCut[]) => cuts.flatMap(({ rooms }) => rooms);

function closeSockets(io: Io, { rooms, notice }: GatesCut): number {
  const sockets = localSockets(io, rooms);
  for (const socket of sockets) cutSocket(socket, notice);
  return sockets.length;
}

function endRequestsBehind({ rooms, notice }: GatesCut): Promise<void>[] {
  const refusal = refusalFor(notice);
  return rooms.map((room) => endRequests(room, refusal));
}

/** Waits for what has been handed over for these clients, and drops what they do not take in time. */
async function emptyOrReset(heldUp: Outbound[]): Promise<void> {
  const isHeldUp = (one: Outbound) => bytesHandedOver(one) > 0;
  const deadline = performance.now() + TAKEN_WITHIN_MS;
  while (heldUp.some(isHeldUp) && performance.now() < deadline) await pause(5);
  for (const one of heldUp.filter(isHeldUp)) resetOutbound(one);
}

/** Notifies and disconnects one socket. It leaves its rooms before this returns, whatever the client does. */
export function cutSocket(socket: GatehouseSocket, notice: CutNotice): void {
  dropUnsent(socket.conn);
  alreadyCut.add(socket.conn);
  if (notice.event === "guest:locked") {
    socket.emit("guest:locked", { reason: notice.reason, message: LOCKED_MESSAGE });
  } else {
    socket.emit("access:changed", { code: notice.code });
  }
  const outbound = outboundOf(socket.conn);
  socket.disconnect(true);
  if (!isMadeUp(socket.data.principal.userId)) countCut(notice.event);
  if (outbound) setTimeout(() => destroy(outbound), DESTROY_AFTER_MS).unref();
}

/** Nothing is open towards a client between two polls, so there is nothing to destroy: only the notice waits for it. */
function destroy(outbound: Outbound): void {
  if (isOpen(outbound)) return closeOutbound(outbound);
  setTimeout(() => closeOutbound(outbound), FETCHED_WITHIN_MS).unref();
}

/** Connections that have nothing under way but the notice. */
const alreadyCut = new WeakSet<GatehouseSocket["conn"]>();

/**
 * What was queued for a guest while the lease was fresh may be sent long after, for example with a polling client's
 * next request. So the age of the lease is also checked where packets are sent.
 */
export function dropUnsentWhenStale(conn: GatehouseSocket["conn"]): void {
  conn.on("flush", () => {
    if (leaseIsFresh() || alreadyCut.has(conn)) return;
    dropUnsent(conn);
    // A polling client could not read an empty answer.
    inside(conn).writeBuffer.push({ type: "noop" });
  });
}

/** Socket.IO packets that carry workspace data: events and acknowledgements, with or without binary parts. */
const CARRIES_DATA = /^[2356]/;

/** Drops what was written before the cut and not sent yet, for example for a polling client's next request. */
function dropUnsent(conn: GatehouseSocket["conn"]): void {
  const unsent = inside(conn).writeBuffer;
  const kept = unsent.filter(
    ({ type, data }) =>
      type !== "message" || (typeof data === "string" && !CARRIES_DATA.test(data)),
  );
  unsent.splice(0, Infinity, ...kept);
}

function refusalFor(notice: CutNotice) {
  if (notice.event === "access:changed") return unavailable("Your access has changed. Try again.");
  return notice.reason === EXPIRED_REASON ? guestExpired() : guestLocked(notice.reason);
}
