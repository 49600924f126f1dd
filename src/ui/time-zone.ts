/** The user's time zone, as people know it: "Europe/Berlin". */
export function nameOwnZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone.replaceAll("_", " ");
}

/** The user's time zone, as it is at a moment: "Europe/Berlin, UTC+2". */
export function describeZone(at = new Date()): string {
  const zone = nameOwnZone();
  const minutes = -at.getTimezoneOffset();
  const rest = Math.abs(minutes) % 60;
  const hours = `${Math.floor(Math.abs(minutes) / 60)}${rest > 0 ? `:${String(rest).padStart(2, "0")}` : ""}`;
  const offset = minutes === 0 ? "UTC" : `UTC${minutes < 0 ? "−" : "+"}${hours}`;
  return zone === "UTC" ? "UTC" : `${zone}, ${offset}`;
}
