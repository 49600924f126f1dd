import type { Confirmation } from "@/core/access/confirm-access";
import { noteUse } from "@/core/access/sessions";
import { endChannels } from "@/core/guests/end-channels";
import { expireGuest } from "@/core/guests/expire-guest";
import { removeSilentNodes } from "@/core/presence/note-presence";
import type { CutNotice } from "@/core/realtime";
import { withReservedDatabase } from "@/db/client";
import { SYSTEM } from "@/lib/current-turn";
import { EXPIRED_REASON } from "@/lib/lock-reasons";
import { logger } from "@/lib/logger";
import { gateRoom, sessionRoom } from "@/lib/rooms";
import { cutEarly } from "../socket/cut";
import { disconnectSoftLockedGuest } from "../socket/handlers/guest";
import type { Io } from "../socket/io";
import { inTurn } from "../turns/event-turn";
import { learnNodes } from "./redis";
import { warnWithoutRedis } from "./warn-without-redis";

/**
 * How many ends one sweep puts on record. All expired guests are cut at once; the next sweep records more of them.
 */
const EXPIRIES_AT_ONCE = 100;

/**
 * Acts on the result of a sweep. It cuts everybody on this node who has lost access. Their sockets are closed when this
 * returns; answers under way end soon after.
 */
export function actOn(io: Io, confirmation: Confirmation): void {
  cutLost(io, confirmation);
  const { livingNodes, silentNodes, longUnused, dueExpiries, dueChannelEnds } = confirmation;
  learnNodes(livingNodes);
  warnWithoutRedis(livingNodes);
  if (longUnused.length > 0) void noteUse(longUnused);
  if (silentNodes.length > 0) {
    removeSilentNodes(silentNodes).catch((error: unknown) =>
      logger().warn({ err: error }, "silent nodes not removed"),
    );
  }
  for (const id of dueExpiries.slice(0, EXPIRIES_AT_ONCE)) record(id, expireGuest);
  for (const id of dueChannelEnds.slice(0, EXPIRIES_AT_ONCE)) record(id, endChannels);
}

function cutLost(io: Io, { lostGuests, changed, signedOut }: Confirmation): void {
  for (const { id, status, reason } of lostGuests) {
    const told = status === "expired" ? EXPIRED_REASON : reason;
    void log([gateRoom("guest", id)], disconnectSoftLockedGuest(io, id, told, cutEarly));
  }
  for (const id of changed) {
    const rooms = [gateRoom("guest", id), gateRoom("member", id)];
    void cutAndLog(io, rooms, { event: "access:changed", code: "FORBIDDEN" });
  }
  for (const id of signedOut) {
    void cutAndLog(io, [sessionRoom(id)], { event: "access:changed", code: "UNAUTHENTICATED" });
  }
}

/** Cuts everything in these gate rooms on this node, and logs that a sweep found it. */
export function cutAndLog(io: Io, rooms: string[], notice: CutNotice): Promise<void> {
  return log(rooms, cutEarly(io, [{ rooms, notice }]));
}

async function log(rooms: string[], cutting: Promise<number>): Promise<void> {
  const connections = await cutting;
  if (connections > 0) logger().info({ rooms, connections }, "the sweep cut connections");
}

/** Ends that are being put on record, by guest. */
const expiring = new Map<string, Promise<void>>();

/** In a turn, so that a hundred guests whose time ends at the same second do not delay anybody's lock. */
function record(id: string, end: (guestId: string) => Promise<void>): void {
  if (expiring.has(id)) return;
  const recorded = inTurn(SYSTEM, () => withReservedDatabase(() => end(id)), "urgent")
    .catch((error: unknown) => logger().warn({ err: error, guestId: id }, "expiry not recorded"))
    .finally(() => expiring.delete(id));
  expiring.set(id, recorded);
}

/** Resolves when the expiries that were found are on record, or have failed. */
export async function expiriesRecorded(): Promise<void> {
  await Promise.all(expiring.values());
}
