import type { CutReport } from "@/core/realtime";
import { LOCKED_REASON } from "@/lib/notices";
import { processWide } from "@/lib/process-wide";
import { gateRoom } from "@/lib/rooms";
import { cutEverywhere } from "../../cluster";
import type { Io } from "../../io";

declare module "@/lib/process-wide" {
  interface ProcessWide {
    io?: Io;
  }
}

export function setIOInstance(io: Io | undefined): void {
  processWide().io = io;
}

/** The Socket.IO server of this process, for code that Next bundled apart from it; null when there is none. */
export function getIOInstance(): Io | null {
  return processWide().io ?? null;
}

/**
 * Tells every connection of a guest that they are locked out and disconnects it, here first, then on every
 * node. The lock itself must be committed before: this only cuts.
 * @returns what was found, cut and confirmed
 */
export function disconnectSoftLockedGuest(
  io: Io,
  guestId: string,
  reason: string | null,
): Promise<CutReport> {
  return cutEverywhere(io, [gateRoom("guest", guestId)], {
    event: "guest:locked",
    reason: reason ?? LOCKED_REASON,
  });
}
