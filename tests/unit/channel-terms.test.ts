import { expect, it } from "vitest";
import { takesAway } from "@/ui/guests/channel-terms";

const joined = "2026-03-10T08:00:00.000Z";
const before = "2026-03-01T08:00:00.000Z";
const after = "2026-03-20T08:00:00.000Z";

it.each([
  ["from joining on, of everything", "joining", null, true],
  ["from joining on, as they have it", "joining", joined, false],
  ["from joining on, of some days before", "joining", before, true],
  ["from joining on, of some days after", "joining", after, false],
  ["from a later day", after, joined, true],
  ["from an earlier day", before, joined, false],
  ["everything", "all", joined, false],
])("a change of a channel's history takes away or does not: %s", (_, history, had, takes) => {
  const terms = { id: "one", historyFrom: had, expiresAt: null };
  expect(takesAway({ id: "one", history }, terms, joined)).toBe(takes);
});
