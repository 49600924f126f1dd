import { describe, expect, it } from "vitest";
import type { AuditEvent, Guest, Receipt } from "@/lib/api-types";
import { LOCKED_REASON } from "@/lib/lock-reasons";
import { keepLastCut, readCuts, readReceipt } from "@/ui/guests/read-cuts";

let serial = 0;
function event(
  action: AuditEvent["action"],
  data: AuditEvent["data"] = {},
  by: string | null = "Olive",
): AuditEvent {
  serial += 1;
  return {
    id: `e${serial}`,
    at: new Date(serial * 60_000).toISOString(),
    actor: by === null ? null : { id: "u1", name: by },
    action,
    target: { type: "guest", id: "g1", name: "Gil" },
    data,
  };
}

/** The record as the server answers it. */
const newestFirst = (...events: AuditEvent[]) => events.toReversed();

describe("readCuts", () => {
  it("finds none where access never ended", () => {
    expect(readCuts(newestFirst(event("guest.joined"), event("guest.changed")))).toEqual([]);
  });

  it("ends a cut with what let the guest in again, and leaves the last one open", () => {
    const first = event("guest.locked", { reason: "one" });
    const again = event("guest.locked", { reason: "once more" });
    const back = event("guest.unlocked", {}, "Ada");
    const last = event("guest.locked", { reason: "two" });
    const restored = { at: back.at, by: "Ada" };
    expect(readCuts(newestFirst(first, again, back, last))).toMatchObject([
      { id: last.id, reason: "two", restored: null },
      { id: again.id, reason: "once more", restored },
      { id: first.id, reason: "one", by: "Olive", restored },
    ]);
  });

  it("gives nobody the words that the guest was told where no reason was given", () => {
    const silent = event("guest.locked", { reason: LOCKED_REASON });
    expect(readCuts([silent])).toMatchObject([{ id: silent.id, reason: null }]);
  });

  it("takes time that was given for the end of an expiry, not of a lock", () => {
    const ended = event("guest.expired", {}, null);
    const locked = event("guest.locked");
    const moved = event("guest.changed", { channelsAdded: ["c1"] });
    const given = event("guest.changed", { expiresAt: null });
    expect(readCuts(newestFirst(ended, locked, moved, given))).toMatchObject([
      { id: locked.id, restored: null },
      { id: ended.id, by: null, restored: { at: given.at, by: "Olive" } },
    ]);
  });
});

const minute = (n: number) => new Date(n * 60_000).toISOString();
const receipt = { connections: 3 } as Receipt;
const cutAt = (n: number, came: Receipt | null = receipt) => ({
  lastCut: { at: minute(n), reason: "Enough", receipt: came },
});

describe("readReceipt", () => {
  const locked = { lockedAt: minute(5), expiresAt: null };
  const expired = { lockedAt: null, expiresAt: minute(5) };
  const read = (guest: Partial<Guest>, status: Guest["status"]) =>
    readReceipt(guest as Guest, status);

  it("gives what keeps somebody out now, and nothing of an earlier cut", () => {
    expect(read({ ...locked, ...cutAt(5) }, "locked")).toBe(receipt);
    expect(read({ ...locked, ...cutAt(7) }, "locked")).toBe(receipt);
    expect(read({ ...locked, ...cutAt(4) }, "locked")).toBeNull();
    expect(read({ ...expired, ...cutAt(4) }, "expired")).toBeNull();
    expect(read({ ...expired, ...cutAt(5) }, "expired")).toBe(receipt);
    expect(read({ lockedAt: null, expiresAt: null, ...cutAt(5) }, "active")).toBeNull();
    expect(read({ ...locked, lastCut: null }, "locked")).toBeNull();
  });
});

describe("keepLastCut", () => {
  const keep = (known: Partial<Guest>, told: Partial<Guest>) =>
    keepLastCut(known as Guest, told as Guest).lastCut;

  it("takes what is later, or has come to something, and never what was before", () => {
    expect(keep({ lastCut: null }, cutAt(1))).toEqual(cutAt(1).lastCut);
    expect(keep(cutAt(1), cutAt(2, null))).toEqual(cutAt(2, null).lastCut);
    expect(keep(cutAt(2, null), cutAt(2))).toEqual(cutAt(2).lastCut);
    expect(keep(cutAt(2), cutAt(2, null))).toEqual(cutAt(2).lastCut);
    expect(keep(cutAt(2), cutAt(1))).toEqual(cutAt(2).lastCut);
    expect(keep(cutAt(2), { lastCut: null })).toEqual(cutAt(2).lastCut);
  });
});
