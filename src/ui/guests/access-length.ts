import { serverNow } from "@/ui/server-clock";

export const LENGTHS = [
  { value: "24", label: "1 day" },
  { value: "168", label: "7 days" },
  { value: "720", label: "30 days" },
  { value: "2160", label: "90 days" },
  { value: "days", label: "So many days…" },
  { value: "date", label: "Until a date…" },
  { value: "none", label: "No end date" },
] as const;

export type Length = (typeof LENGTHS)[number]["value"];

export interface AccessChoice {
  length: Length;
  /** The value of the date field. */
  date: string;
  /** The value of the field for a number of days. */
  days?: string;
}

/** The choices that a workspace leaves which limits access to so many days. Without an end means to the limit. */
export function lengthsWithin(maxDays: number | null): { value: Length; label: string }[] {
  if (maxDays === null) return [...LENGTHS];
  const longest = maxDays === 1 ? "1 day" : `${maxDays} days`;
  return LENGTHS.filter(({ value }) => !(Number(value) > maxDays * 24)).map((one) =>
    one.value === "none" ? { value: "none", label: `As long as is allowed: ${longest}` } : one,
  );
}

/** How many hours were chosen; null for a date, no end, or a number that is none. */
export function readHours({ length, days = "" }: AccessChoice): number | null {
  if (length === "date" || length === "none") return null;
  const hours = length === "days" ? Number(days) * 24 : Number(length);
  return Number.isInteger(hours) && hours > 0 ? hours : null;
}

/** A moment as the value of a `datetime-local` field. */
export function toLocalInput(date: Date): string {
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

/** The moment in a `datetime-local` field, in the user's own time zone; null while it is incomplete. */
export function fromLocalInput(text: string): string | null {
  const date = new Date(text);
  return text === "" || Number.isNaN(date.getTime()) ? null : date.toISOString();
}

/** The end of access that begins now and lasts this many hours. */
export function hoursFromNow(hours: number, now = serverNow()): string {
  return new Date(now + hours * 3_600_000).toISOString();
}
