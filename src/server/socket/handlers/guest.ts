import type { Cut, CutReport, GatesCut, GuestCut } from "@/core/realtime";
import { LOCKED_REASON } from "@/lib/lock-reasons";
import { processWide } from "@/lib/process-wide";
import { gateRoom } from "@/lib/rooms";
import { cutEverywhere } from "../../cluster/nodes";
import type { Io } from "../io";

declare module "@/lib/process-wide" {
  interface ProcessWide {
    io?: Io;
  }
}

export function setIOInstance(io: Io | undefined): void {
  processWide().io = io;
}

/**
 * The Socket.IO server of this process, also for code that Next bundles separately. Null before the start has finished
 * and after the stop has begun: then nothing can be cut, and nobody may say that it was.
 */
export function getIOInstance(): Io | null {
  return processWide().io ?? null;
}

type Reach<T> = (io: Io, cuts: GatesCut[]) => Promise<T>;

/**
 * Tells every connection of a guest why their access has ended and disconnects it, first on this node, then on every
 * other one. Lock, expiry and removal all end here. The loss itself must be committed before: this only cuts.
 * @param reason what the guest is told; null for the usual sentence
 * @param cut reaches the connections; the sweep passes one that reaches only this node's
 * @returns what was found, cut and confirmed
 */
export function disconnectSoftLockedGuest(
  io: Io,
  guestId: string,
  reason: string | null,
): Promise<CutReport>;
export function disconnectSoftLockedGuest<T>(
  io: Io,
  guestId: string,
  reason: string | null,
  cut: Reach<T>,
): Promise<T>;
export function disconnectSoftLockedGuest(
  io: Io,
  guestId: string,
  reason: string | null,
  cut: Reach<unknown> = cutEverywhere,
): Promise<unknown> {
  return cut(io, toCuts([{ guestId, reason: reason ?? LOCKED_REASON }]));
}

/**
 * As `disconnectSoftLockedGuest`, for all whom one change of access cuts: guests, and others behind their gates. Each
 * other node is asked once and confirms once.
 */
export function disconnectAll(io: Io, cuts: Cut[]): Promise<CutReport> {
  const gates = cuts.filter((one) => "rooms" in one);
  const guests = cuts.filter((one) => "guestId" in one);
  return cutEverywhere(io, [...gates, ...toCuts(guests)]);
}

/** One cut for each reason. */
function toCuts(guests: GuestCut[]): GatesCut[] {
  const rooms = new Map<string, string[]>();
  for (const { guestId, reason } of guests) {
    rooms.set(reason, [...(rooms.get(reason) ?? []), gateRoom("guest", guestId)]);
  }
  return [...rooms].map(([reason, rooms]) => ({
    rooms,
    notice: { event: "guest:locked", reason },
  }));
}
