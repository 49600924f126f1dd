import { describe, expect, it } from "vitest";
import type { AuditEvent } from "@/lib/api-types";
import { LOCKED_REASON } from "@/lib/notices";
import { readCuts } from "@/ui/guests/read-cuts";

let serial = 0;
function event(
  action: string,
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
