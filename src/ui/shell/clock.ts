import { keepResults } from "@/ui/keep-results";

/** Days and times of day in the user's time zone. The server and the browser give the same result. */
export interface Clock {
  /** "14:05" */
  time(iso: string): string;
  /** A key that is equal for all moments of one day. */
  day(iso: string): string;
  /** "Today", "Yesterday", "Friday 14 March". It includes the year if it is not the present one. */
  dayName(iso: string, now?: number): string;
  /** "Fri 14 Mar 2025, 14:05:09" */
  full(iso: string): string;
}

export const ZONE_COOKIE = "zone";

const DAY_MS = 86_400_000;
const MINUTES_KEPT = 2_000;
const minuteOf = (iso: string) => iso.slice(0, "2025-03-14T14:05".length);

export function createClock(zone: string): Clock {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat("en-GB", { ...options, timeZone: zone });
  const time = format({ hour: "2-digit", minute: "2-digit" });
  const day = format({ year: "numeric", month: "2-digit", day: "2-digit" });
  const name = format({ weekday: "long", day: "numeric", month: "long" });
  const dated = format({ day: "numeric", month: "long", year: "numeric" });
  const full = format({ dateStyle: "medium", timeStyle: "medium" });
  const year = format({ year: "numeric" });
  // A list asks for the same days again and again, and formatting takes long.
  const dayOf = keepResults((iso) => day.format(new Date(iso)), MINUTES_KEPT, minuteOf);
  const countDays = (date: Date | number) => readDay(day.formatToParts(date));

  return {
    time: (iso) => time.format(new Date(iso)),
    day: dayOf,
    full: (iso) => full.format(new Date(iso)),
    dayName(iso, now = Date.now()) {
      const date = new Date(iso);
      const ago = countDays(now) - countDays(date);
      if (ago === 0) return "Today";
      if (ago === 1) return "Yesterday";
      return year.format(date) === year.format(now) ? name.format(date) : dated.format(date);
    },
  };
}

/** The number of a day in the calendar. Days are not counted in hours: where clocks change, a day has 23 or 25. */
function readDay(parts: Intl.DateTimeFormatPart[]): number {
  const read = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  return Date.UTC(read("year"), read("month") - 1, read("day")) / DAY_MS;
}

/** The time zone in a cookie; null if it is not a valid zone. */
export function parseZone(value: string | undefined): string | null {
  if (!value) return null;
  try {
    return new Intl.DateTimeFormat("en-GB", { timeZone: value }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}
