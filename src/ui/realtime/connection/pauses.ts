const LEAST_MS = 100;
const FIRST_MS = 1_000;
const LONGEST_MS = 15_000;

/** Whether a refusal passes with time: the request waits and is repeated, and nobody has to press a button. */
export function isPassing(code: string): boolean {
  return code === "RATE_LIMITED" || code === "UNAVAILABLE";
}

/**
 * Growing, random pauses, in milliseconds. A thousand clients that were cut at the same moment must not come back at
 * the same moment, now or later.
 */
export function pauseFor(attempt: number, chance = Math.random()): number {
  return Math.round(LEAST_MS + chance * Math.min(LONGEST_MS, FIRST_MS * 2 ** attempt));
}
