import { env } from "@/lib/env";
import { processWide } from "@/lib/process-wide";

/**
 * How long this node may serve guests without having confirmed their access against the database. The age
 * is looked at whenever something is about to be delivered: a timer does not run in a frozen process.
 */
export interface Lease {
  /** When the last confirming statement was sent; both clocks, since the one stands still in a suspended
   * machine and the other can be set back. */
  monotonic: number;
  wall: number;
}

declare module "@/lib/process-wide" {
  interface ProcessWide {
    lease?: Lease;
  }
}

export function readClocks(): Lease {
  return { monotonic: performance.now(), wall: Date.now() };
}

export function leaseIsFresh(): boolean {
  const { lease } = processWide();
  return lease !== undefined && isRecent(lease);
}

/** Whether a moment lies within the length of a lease. */
export function isRecent(moment: Lease): boolean {
  return leftOfLeaseMs(moment) > 0;
}

/** How much of a lease that began at a moment is left, in milliseconds; not above 0 when it has run out. */
export function leftOfLeaseMs(moment: Lease): number {
  return env().guestLeaseMs - ageMs(moment);
}

/** Starts the lease anew, from the moment the confirming statement was sent. */
export function renewLease(sentAt: Lease): void {
  processWide().lease = sentAt;
}

function ageMs(lease: Lease): number {
  return Math.max(performance.now() - lease.monotonic, Date.now() - lease.wall);
}
