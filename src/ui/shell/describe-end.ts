/**
 * "Friday 4 December, 18:00, Central European Time", in the reader's own zone. It includes the year if it is not the
 * present one.
 */
export function describeMoment(at: string, now = new Date()): string {
  const date = new Date(at);
  const year = date.getFullYear() === now.getFullYear() ? undefined : "numeric";
  const weekday = date.toLocaleDateString("en-GB", { weekday: "long" });
  const day = date.toLocaleDateString("en-GB", { day: "numeric", month: "long", year });
  const time = date.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  return `${weekday} ${day}, ${time}, ${nameZone(date)}`;
}

const HOUR_MS = 3_600_000;

/**
 * The name of the time zone, for example "Central European Time". Near a change of the clocks, where an hour may occur
 * twice, the name also says whether it is summer time.
 */
function nameZone(date: Date): string {
  const offset = (shiftMs: number) => new Date(date.getTime() + shiftMs).getTimezoneOffset();
  const steady = [-HOUR_MS, HOUR_MS].every((shiftMs) => offset(shiftMs) === offset(0));
  const timeZoneName = steady ? "longGeneric" : "long";
  const parts = new Intl.DateTimeFormat("en-GB", { timeZoneName }).formatToParts(date);
  const name = parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
  return name === "GMT+00:00" ? "UTC" : name;
}

/** The line that always tells guests when their access ends: to this channel, where that is before the whole of it. */
export function describeEnd(endsAt: string | null, channelEnd: string | null = null): string {
  if (channelEnd !== null) return `Your access to this channel ends ${describeMoment(channelEnd)}.`;
  return endsAt === null
    ? "Your access has no end date."
    : `Your access ends ${describeMoment(endsAt)}.`;
}

/** The message to a guest when the end of their access has changed. */
export function describeChange(endsAt: string | null): string {
  return endsAt === null
    ? "Your access has no end date any more."
    : `Your access ends ${describeMoment(endsAt)} now.`;
}
