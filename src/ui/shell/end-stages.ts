const HOUR_MS = 3_600_000;

/**
 * How long before an end each warning appears, the latest one first. Access is often given for seven days, so the first
 * one appears later: whoever has just been let in is not warned at once.
 */
const STAGES = [
  { name: "hour", ms: HOUR_MS, words: "in less than an hour" },
  { name: "day", ms: 24 * HOUR_MS, words: "in less than a day" },
  { name: "week", ms: 6 * 24 * HOUR_MS, words: "in less than a week" },
];

/** The warning that applies now to an end, if there is one, and when the next one begins. Times in milliseconds. */
export function readStage(end: number, now: number) {
  return {
    stage: STAGES.find(({ ms }) => end - ms <= now) ?? null,
    next: STAGES.map(({ ms }) => end - ms).findLast((at) => at > now) ?? null,
  };
}
