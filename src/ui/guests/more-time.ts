import { describeMoment } from "@/ui/shell/describe-end";
import { serverNow } from "@/ui/server-clock";
import { hoursFromNow, latestEnd } from "./access-length";

/** One way to give a guest more time. */
export interface MoreTime {
  label: string;
  /** The new end. */
  end: string;
  isUsual: boolean;
}

const LENGTHS_DAYS = [7, 30, 90];
const USUAL_DAYS = 30;
/** Less than this is not worth a click. */
const WORTH_HOURS = 1;

/**
 * The ways to give more time to a guest whose access ends, or has ended. Nothing that the server would refuse is offered:
 * where the workspace's limit cuts, the last way is as long as it allows.
 * @param end the present end
 * @param maxDays for how many days from now on the workspace allows access at most; null: any time
 */
export function offerMoreTime(end: string, maxDays: number | null, now = serverNow()): MoreTime[] {
  const latest = latestEnd(maxDays, now);
  const from = Math.max(now, Date.parse(end));
  const all = LENGTHS_DAYS.map((days) => ({
    label: `${days} more days`,
    end: hoursFromNow(24 * days, from),
    isUsual: days === USUAL_DAYS,
  }));
  if (latest === null) return all;
  const allowed = all.filter((one) => one.end <= latest);
  if (allowed.length === all.length || latest < hoursFromNow(WORTH_HOURS, from)) return allowed;
  const label = `As long as is allowed (until ${describeMoment(latest)})`;
  const isUsual = !allowed.some((one) => one.isUsual);
  return [...allowed, { label, end: latest, isUsual }];
}
