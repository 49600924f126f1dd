import { serverNow } from "@/ui/server-clock";

export const LENGTHS = [
  { value: "24", label: "1 day" },
  { value: "168", label: "7 days" },
  { value: "720", label: "30 days" },
  { value: "2160", label: "90 days" },
  { value: "date", label: "Until a date…" },
  { value: "none", label: "No end date" },
] as const;

export type Length = (typeof LENGTHS)[number]["value"];

/** What a `datetime-local` field shows for a moment. */
export function toLocalInput(date: Date): string {
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

/** The moment that a `datetime-local` field names, in the reader's own zone; null while it is unfinished. */
export function fromLocalInput(text: string): string | null {
  const date = new Date(text);
  return text === "" || Number.isNaN(date.getTime()) ? null : date.toISOString();
}

/** The end of an access that begins now and lasts so many hours. */
export function hoursFromNow(hours: number, now = serverNow()): string {
  return new Date(now + hours * 3_600_000).toISOString();
}
