const HOUR_MS = 60 * 60 * 1_000;
/** Local time is less than this away from UTC, also where the date line has moved. */
const FARTHEST_MS = 26 * HOUR_MS;

/** Whether this is the name of a time zone, such as `Europe/Berlin`. */
export function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en-GB", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/**
 * The first moment of a day in a time zone. It is not always midnight: on a night on which the clocks change, there may
 * be none, or two.
 * @param day as 2026-03-14
 */
export function startOfDay(day: string, zone: string): Date {
  const inUtc = Date.parse(`${day}T00:00:00Z`);
  const dayOf = readDays(zone);
  // Before there were time zones, clocks showed local time: nobody searches there.
  if (day < "1900") return new Date(inUtc);
  let [before, since] = [inUtc - FARTHEST_MS, inUtc + FARTHEST_MS];
  while (since - before > 1) {
    const middle = Math.floor((before + since) / 2);
    if (dayOf(middle) < day) before = middle;
    else since = middle;
  }
  return new Date(since);
}

/** Reads the day that it is at a moment. Days compare as their texts do. */
function readDays(zone: string): (moment: number) => string {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    calendar: "gregory",
    numberingSystem: "latn",
  });
  return (moment) => {
    const parts = format.formatToParts(moment);
    const of = (type: string) => parts.find((part) => part.type === type)?.value ?? "";
    return `${of("year").padStart(4, "0")}-${of("month")}-${of("day")}`;
  };
}
