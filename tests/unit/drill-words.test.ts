import { expect, it } from "vitest";
import { describeFaults } from "@/lib/drill-words";

const PASSED = {
  connections: 2,
  nodes: { expected: 2, confirmed: 2 },
  answeredMs: 1_000,
  lastClosedMs: 1_000,
  deliveredAfter: 0,
  limitMs: 1_000,
};

it("a drill within its limit, which every node confirms, has no fault", () => {
  expect(describeFaults(PASSED)).toEqual([]);
});

it.each<[what: object, said: string]>([
  [{ nodes: { expected: 2, confirmed: 1 } }, "1 of 2 nodes did not confirm."],
  [{ nodes: { expected: 1, confirmed: 0 } }, "The server did not confirm."],
  [{ deliveredAfter: 1 }, "1 message reached the guest after the revocation."],
  [{ answeredMs: 1_001 }, "The answer took 1,001 ms; the limit is 1,000 ms."],
  [{ lastClosedMs: 1_001 }, "The last connection was gone after 1,001 ms; the limit is 1,000 ms."],
  [{ lastClosedMs: null }, "A connection was not seen to close."],
  [
    { answeredMs: null, lastClosedMs: null, nodes: { expected: 2, confirmed: 0 } },
    "It could not be finished.",
  ],
])("a drill with %j has one", (what, said) => {
  expect(describeFaults({ ...PASSED, ...what })).toEqual([said]);
});
