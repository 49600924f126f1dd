import { addDays, parseISO } from "date-fns";

/** The values of two date fields, both days included. Empty for no limit. */
export interface DayRange {
  from: string;
  to: string;
}

/** The last day that a date field offers: a year with five digits is no day for the server. */
export const LAST_DAY = "9999-12-31";

/** Whether the last day is before the first, so that there can be nothing in it. */
export const isBackwards = ({ from, to }: DayRange): boolean =>
  from !== "" && to !== "" && to < from;

/** The range as a query, in the time zone of the reader. It ends before the day after the last one begins. */
export function toRangeQuery({ from, to }: DayRange): string {
  const query = new URLSearchParams();
  if (from) query.set("from", parseISO(from).toISOString());
  if (to) query.set("to", addDays(parseISO(to), 1).toISOString());
  return query.toString();
}
