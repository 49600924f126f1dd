const HOUR_MS = 3_600_000;

/** How long before an end each warning appears, the latest one first. */
const STAGES = [
  { name: "hour", ms: HOUR_MS, words: "in less than an hour" },
  { name: "day", ms: 24 * HOUR_MS, words: "in less than a day" },
  { name: "week", ms: 7 * 24 * HOUR_MS, words: "in less than a week" },
];

interface Access {
  /** When they were let in, and when it ends. Times in milliseconds. */
  start: number;
  end: number;
}

/**
 * The warning that applies now to an end, if there is one, and when the next one begins. Nobody is warned of less time
 * than they were let in for: who comes for three days knows that these end within a week.
 */
export function readStage({ start, end }: Access, now: number) {
  const stages = STAGES.filter(({ ms }) => end - ms > start);
  return {
    stage: stages.find(({ ms }) => end - ms <= now) ?? null,
    next: stages.map(({ ms }) => end - ms).findLast((at) => at > now) ?? null,
  };
}
