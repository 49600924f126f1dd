/*
 * The words and numbers are put together here. The formats of date-fns come with all the words of a language and all ways
 * to write a date, on every page, of which we use five.
 */
const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const RELATIVE = new Intl.RelativeTimeFormat("en", { numeric: "always" });
/** Units of relative times, each for distances of less than so many milliseconds. */
const UNITS = [
  { unit: "second", ms: 1_000, below: 60_000 },
  { unit: "minute", ms: 60_000, below: 3_600_000 },
  { unit: "hour", ms: 3_600_000, below: 86_400_000 },
] as const;

/**
 * "just now", "5 minutes ago", "in 3 days". The date itself if it is more than a month away. Days are those of the
 * calendar: on Monday at one, what was on Saturday at eleven is two days ago.
 */
export function formatRelative(date: Date, now: Date): string {
  const distance = Math.abs(date.getTime() - now.getTime());
  if (distance < 45_000) return "just now";
  const days = countDays(date, now);
  if (Math.abs(days) > 30) return formatDay(date, now);
  // A day of 25 hours has moments that are more than 24 hours apart.
  const unit = UNITS.find(({ below }) => distance < below) ?? UNITS[2];
  if (distance >= unit.below && days !== 0) return RELATIVE.format(days, "day");
  return RELATIVE.format(Math.round((date.getTime() - now.getTime()) / unit.ms), unit.unit);
}

/** "Today 14:02", "Yesterday", "14 Mar", "14 Mar 2024". */
export function formatDay(date: Date, now: Date): string {
  const day = nameDay(date, now);
  return day === "Today" ? `${day} ${hourAndMinute(date)}` : day;
}

function nameDay(date: Date, now: Date): string {
  const days = countDays(date, now);
  if (days === 0) return "Today";
  if (days === -1) return "Yesterday";
  if (days === 1) return "Tomorrow";
  return date.getFullYear() === now.getFullYear() ? dayAndMonth(date) : fullDay(date);
}

/** "Today 14:02", "14 Mar 14:02". */
export function formatMoment(date: Date, now: Date): string {
  return `${nameDay(date, now)} ${hourAndMinute(date)}`;
}

/** "14 Mar 2024", in UTC: what a page says before it knows the time zone of its reader. */
export function formatUtcDay(at: string): string {
  const [year, month, day] = at.slice(0, 10).split("-").map(Number);
  return `${day} ${MONTHS[(month ?? 1) - 1]} ${year}`;
}

/** "Thu 3 Dec, 11:05": for an end that somebody reads and chooses. With the year if it is not the present one. */
export function formatEnd(date: Date, now: Date): string {
  const day = date.getFullYear() === now.getFullYear() ? dayAndMonth(date) : fullDay(date);
  return `${DAYS[date.getDay()]} ${day}, ${hourAndMinute(date)}`;
}

/** "Fri 14 Mar 2024, 14:02:09": for tooltips and records. */
export function formatAbsolute(date: Date): string {
  return `${DAYS[date.getDay()]} ${fullDay(date)}, ${hourAndMinute(date)}:${twoDigits(date.getSeconds())}`;
}

/** From one day to another in the calendar: a day has 23 or 25 hours where the clocks change. */
function countDays(date: Date, now: Date): number {
  return (startOfDay(date) - startOfDay(now)) / 86_400_000;
}

const startOfDay = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
const dayAndMonth = (date: Date) => `${date.getDate()} ${MONTHS[date.getMonth()]}`;
const fullDay = (date: Date) => `${dayAndMonth(date)} ${date.getFullYear()}`;
const hourAndMinute = (date: Date) =>
  `${twoDigits(date.getHours())}:${twoDigits(date.getMinutes())}`;
const twoDigits = (number: number) => String(number).padStart(2, "0");
