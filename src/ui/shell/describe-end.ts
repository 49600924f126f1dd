/** "Friday 4 December, 18:00, Central European Time", in the reader's own zone; with the year when it is another one. */
export function describeMoment(at: string, now = new Date()): string {
  const date = new Date(at);
  const year = date.getFullYear() === now.getFullYear() ? undefined : "numeric";
  const weekday = date.toLocaleDateString("en-GB", { weekday: "long" });
  const day = date.toLocaleDateString("en-GB", { day: "numeric", month: "long", year });
  const time = date.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  return `${weekday} ${day}, ${time}, ${nameZone(date)}`;
}

const HOUR_MS = 3_600_000;

/** "Central European Time"; around the change of clocks, when an hour may come twice, also whether in summer. */
function nameZone(date: Date): string {
  const offset = (shiftMs: number) => new Date(date.getTime() + shiftMs).getTimezoneOffset();
  const steady = [-HOUR_MS, HOUR_MS].every((shiftMs) => offset(shiftMs) === offset(0));
  const timeZoneName = steady ? "longGeneric" : "long";
  const parts = new Intl.DateTimeFormat("en-GB", { timeZoneName }).formatToParts(date);
  const name = parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
  return name === "GMT+00:00" ? "UTC" : name;
}

/** What a guest is told of their own end, all the time. */
export function describeEnd(endsAt: string | null): string {
  return endsAt === null
    ? "Your access has no end date."
    : `Your access ends ${describeMoment(endsAt)}.`;
}

/** What they are told when it has become another one. */
export function describeChange(endsAt: string | null): string {
  return endsAt === null
    ? "Your access has no end date any more."
    : `Your access ends ${describeMoment(endsAt)} now.`;
}
