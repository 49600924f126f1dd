import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { formatDay, formatMoment, formatRelative } from "@/ui/primitives/format-time";
import { readStage } from "@/ui/shell/end-stages";
import { createClock } from "@/ui/shell/clock";

const HOUR_MS = 3_600_000;

describe("days about a change of the clocks in Berlin", () => {
  const clock = createClock("Europe/Berlin");
  const nameDay = (at: string, now: string) =>
    clock.dayName(new Date(at).toISOString(), Date.parse(now));
  let zone: string | undefined;
  beforeAll(() => {
    zone = process.env.TZ;
    process.env.TZ = "Europe/Berlin";
  });
  afterAll(() => {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });

  it("are those of the calendar in spring, after a day of 23 hours", () => {
    const monday = "2026-03-30T00:30:00+02:00";
    expect(nameDay("2026-03-30T00:01:00+02:00", monday)).toBe("Today");
    expect(nameDay("2026-03-29T23:59:00+02:00", monday)).toBe("Yesterday");
    expect(nameDay("2026-03-29T00:00:00+01:00", monday)).toBe("Yesterday");
    expect(nameDay("2026-03-28T23:45:00+01:00", monday)).toBe("Saturday 28 March");
    const now = new Date(monday);
    expect(formatDay(new Date("2026-03-29T00:10:00+01:00"), now)).toBe("Yesterday");
    expect(formatDay(new Date("2026-03-28T23:45:00+01:00"), now)).toBe("28 Mar");
  });

  it("are those of the calendar in autumn, after a day of 25 hours", () => {
    const monday = "2026-10-26T00:15:00+01:00";
    expect(nameDay("2026-10-25T00:01:00+02:00", monday)).toBe("Yesterday");
    expect(nameDay("2026-10-24T23:59:00+02:00", monday)).toBe("Saturday 24 October");
    const lateSunday = "2026-10-25T23:50:00+01:00";
    expect(nameDay("2026-10-25T00:05:00+02:00", lateSunday)).toBe("Today");
    const early = new Date("2026-10-25T00:05:00+02:00");
    expect(formatRelative(early, new Date(lateSunday))).toBe("25 hours ago");
  });

  it("count nights, not hours, and have a clock time only today", () => {
    const now = new Date("2026-06-01T01:00:00+02:00");
    expect(formatRelative(new Date("2026-05-30T23:00:00+02:00"), now)).toBe("2 days ago");
    expect(formatRelative(new Date("2026-06-03T02:00:00+02:00"), now)).toBe("in 2 days");
    expect(formatRelative(new Date("2026-05-31T20:00:00+02:00"), now)).toBe("5 hours ago");
    expect(formatDay(new Date("2026-06-01T18:05:00+02:00"), now)).toBe("Today 18:05");
    expect(formatDay(new Date("2026-06-02T18:05:00+02:00"), now)).toBe("Tomorrow");
    expect(formatMoment(new Date("2026-06-01T18:05:00+02:00"), now)).toBe("Today 18:05");
  });
});

it("warns nobody of less time than they were let in for", () => {
  const now = Date.parse("2026-06-01T12:00:00Z");
  const stageIn = (left: number, since: number) =>
    readStage({ start: now - since * HOUR_MS, end: now + left * HOUR_MS }, now).stage?.name ?? null;
  expect([7 * 24, 24, 1].map((hours) => stageIn(hours, 0))).toEqual([null, null, null]);
  expect([8 * 24, 7 * 24, 24, 1].map((hours) => stageIn(hours, 48))).toEqual([
    ...[null, "week", "day", "hour"],
  ]);
  expect([3 * 24, 25, 24, 1].map((hours) => stageIn(hours, 5))).toEqual([
    ...[null, null, "day", "hour"],
  ]);
});
