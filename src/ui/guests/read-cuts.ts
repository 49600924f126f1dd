import type { AuditEvent, Guest, GuestStatus, LastCut, Receipt } from "@/lib/api-types";
import { readGivenReason } from "./given-reason";

/** One end of a guest's access, from the audit log. */
export interface PastCut {
  id: string;
  at: string;
  /** The name of the person who cut. Null if the access expired. */
  by: string | null;
  /** The reason that somebody gave. */
  reason: string | null;
  receipt: Receipt | null;
  /** How many guests the receipt is about. */
  together: number;
  /** When they were let in again, and by whom. */
  restored: { at: string; by: string | null } | null;
}

/**
 * Reads the cuts of one guest, newest first, from the events about them, also newest first. A guest may be locked again
 * while locked: one unlock then ends both cuts. An expiry is undone by a new end of access, or by a new invitation.
 */
export function readCuts(events: AuditEvent[]): PastCut[] {
  const cuts: PastCut[] = [];
  const lasting = { "guest.locked": [] as PastCut[], "guest.expired": [] as PastCut[] };
  for (const event of events.toReversed()) {
    const { action, data } = event;
    if (action === "guest.locked" || action === "guest.expired") {
      const cut = toCut(event);
      cuts.unshift(cut);
      lasting[action].push(cut);
    } else if (action === "guest.unlocked") restore(lasting["guest.locked"], event);
    else if (action === "guest.joined") restore(lasting["guest.expired"], event);
    else if (action === "guest.changed" && data.expiresAt !== undefined) {
      restore(lasting["guest.expired"], event);
    }
  }
  return cuts;
}

function toCut({ id, at, actor, data }: AuditEvent): PastCut {
  return {
    id,
    at,
    by: nameOf({ actor, data }),
    reason: readGivenReason(data),
    receipt: data.receipt ?? null,
    together: typeof data.together === "number" ? data.together : 1,
    restored: null,
  };
}

function restore(cuts: PastCut[], { at, actor, data }: AuditEvent): void {
  for (const cut of cuts.splice(0)) cut.restored = { at, by: nameOf({ actor, data }) };
}

function nameOf({ actor, data }: Pick<AuditEvent, "actor" | "data">): string | null {
  return actor?.name ?? (data.operator === true ? "the operator" : null);
}

/** A value that changes whenever the record of cuts grows, so that an open history is loaded again. */
export function toCutsVersion({ status, expiresAt, lockedAt, lastCut }: Guest): string {
  return [status, expiresAt, lockedAt, lastCut?.at, lastCut?.receipt !== null].join();
}

/** The receipt of the cut that keeps a guest out now. Null if it is not on record yet, or if they are not out. */
export function readReceipt(
  { lastCut, lockedAt, expiresAt }: Guest,
  status: GuestStatus,
): Receipt | null {
  const out = { active: null, locked: lockedAt, expired: expiresAt }[status];
  if (!lastCut || !out || Date.parse(lastCut.at) < Date.parse(out)) return null;
  return lastCut.receipt;
}

/** Nodes send news of a guest at different times. An older last cut never replaces a newer one. */
export function keepLastCut({ lastCut: known }: Guest, told: Guest): Guest {
  if (!known || isLater(told.lastCut, known)) return told;
  return { ...told, lastCut: known };
}

function isLater(cut: LastCut | null, known: LastCut): boolean {
  if (!cut) return false;
  return cut.at === known.at ? cut.receipt !== null : Date.parse(cut.at) > Date.parse(known.at);
}
