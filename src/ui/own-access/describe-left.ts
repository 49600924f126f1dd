const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** From this many days on, the hours are left out. */
const DAYS_ALONE = 7;

/**
 * How much time is left: "12 days", "3 days and 4 hours", "5 hours and 12 minutes", "less than a minute". A day is 24
 * hours. Everything is rounded down: nobody is promised time that they do not have.
 */
export function describeLeft(ms: number): string {
  const days = Math.floor(ms / DAY_MS);
  const hours = Math.floor((ms % DAY_MS) / HOUR_MS);
  const minutes = Math.floor((ms % HOUR_MS) / MINUTE_MS);
  if (days >= DAYS_ALONE) return count(days, "day");
  if (days > 0) return join(count(days, "day"), hours, "hour");
  if (hours > 0) return join(count(hours, "hour"), minutes, "minute");
  return minutes > 0 ? count(minutes, "minute") : "less than a minute";
}

const join = (first: string, n: number, unit: string) =>
  n === 0 ? first : `${first} and ${count(n, unit)}`;

const count = (n: number, unit: string) => `${n} ${unit}${n === 1 ? "" : "s"}`;
