import { expect, it } from "vitest";
import { offerMoreTime } from "@/ui/guests/more-time";

const NOW = Date.parse("2026-03-10T12:00:00.000Z");
const DAY_MS = 86_400_000;
/** How many days from now on each way ends, and which one is the usual. */
const offer = (daysLeft: number, maxDays: number | null) =>
  offerMoreTime(new Date(NOW + daysLeft * DAY_MS).toISOString(), maxDays, NOW).map(
    ({ end, isUsual }) => `${Math.round((Date.parse(end) - NOW) / DAY_MS)}${isUsual ? "!" : ""}`,
  );

it.each([
  ["without a limit", 2, null, ["9", "32!", "92"]],
  ["with one that is not reached", 2, 100, ["9", "32!", "92"]],
  ["with one that cuts the longest", 2, 40, ["9", "32!", "40"]],
  ["with one that cuts the usual", 2, 20, ["9", "20!"]],
  ["with one that cuts all", 2, 7, ["7!"]],
  ["to somebody who has as long as is allowed", 7, 7, []],
  ["to somebody who has longer, from before the limit", 90, 7, []],
  ["to somebody whose time is up, from now on", -5, null, ["7", "30!", "90"]],
  ["to somebody whose time is up, with a limit", -5, 7, ["7!"]],
])("more time is offered %s", (_, daysLeft, maxDays, expected) => {
  expect(offer(daysLeft, maxDays)).toEqual(expected);
});
