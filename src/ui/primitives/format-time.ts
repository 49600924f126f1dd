import { differenceInCalendarDays, format, formatDistanceStrict } from "date-fns";

/** "just now", "5 minutes ago", "in 3 days". The date itself if it is more than a month away. */
export function formatRelative(date: Date, now: Date): string {
  const distance = Math.abs(date.getTime() - now.getTime());
  if (distance < 45_000) return "just now";
  if (Math.abs(differenceInCalendarDays(date, now)) > 30) return formatDay(date, now);
  return formatDistanceStrict(date, now, { addSuffix: true });
}

/** "Today", "Yesterday", "14 Mar", "14 Mar 2024". */
export function formatDay(date: Date, now: Date): string {
  const days = differenceInCalendarDays(date, now);
  if (days === 0) return "Today";
  if (days === -1) return "Yesterday";
  if (days === 1) return "Tomorrow";
  return format(date, date.getFullYear() === now.getFullYear() ? "d MMM" : "d MMM yyyy");
}

/** "Today 14:02", "14 Mar 14:02". */
export function formatMoment(date: Date, now: Date): string {
  return `${formatDay(date, now)} ${format(date, "HH:mm")}`;
}

/** "Fri 14 Mar 2024, 14:02": for deadlines. */
export function formatMinute(date: Date): string {
  return format(date, "EEE d MMM yyyy, HH:mm");
}

/** With weekday and seconds: for tooltips and records. */
export function formatAbsolute(date: Date): string {
  return format(date, "EEE d MMM yyyy, HH:mm:ss");
}
