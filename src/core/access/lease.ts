import { env } from "@/lib/env";
import { processWide } from "@/lib/process-wide";

/**
 * How long this node may serve guests without having confirmed their access in the database. The age is checked
 * whenever something is about to be delivered: a timer does not run in a suspended process.
 */
export interface Lease {
  /** When the last confirming statement was sent. Two clocks, since the monotonic one stops while a machine is
   * suspended, and the wall clock can be set back. */
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

/** Whether a moment is less than one lease ago. */
export function isRecent(moment: Lease): boolean {
  return leftOfLeaseMs(moment) > 0;
}

/** How much is left of a lease that began at a moment, in milliseconds; 0 or less when it has run out. */
export function leftOfLeaseMs(moment: Lease): number {
  return env().guestLeaseMs - ageMs(moment);
}

/** Starts the lease again, from the moment at which the confirming statement was sent. */
export function renewLease(sentAt: Lease): void {
  processWide().lease = sentAt;
}

function ageMs(lease: Lease): number {
  return Math.max(performance.now() - lease.monotonic, Date.now() - lease.wall);
}
