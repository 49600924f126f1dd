import { describeHours } from "@/lib/describe-hours";
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
  return LENGTHS.filter(({ value }) => !(Number(value) > maxDays * 24)).map((one) =>
    one.value === "none" ? { value: "none", label: describeNoEnd(maxDays) } : one,
  );
}

/** What it means that no end is said. */
export function describeNoEnd(maxDays: number | null): string {
  return maxDays === null ? "No end date" : `As long as is allowed: ${describeHours(24 * maxDays)}`;
}

/** What most access is given for: 30 days, or as long as is allowed if that is shorter. */
export function usualLength(maxDays: number | null): "720" | "none" {
  return maxDays !== null && maxDays < 30 ? "none" : "720";
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

/** A minute less: the clocks of the page and the server may differ by seconds, and it takes some to choose. */
const SLACK_HOURS = 1 / 60;

/** The latest end that a workspace allows which limits access to so many days; null: any. */
export function latestEnd(maxDays: number | null, now = serverNow()): string | null {
  return maxDays === null ? null : hoursFromNow(24 * maxDays - SLACK_HOURS, now);
}
