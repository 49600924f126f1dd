const LEAST = 100;
const FIRST = 1_000;
const LONGEST = 15_000;

/** Refusals that time mends: what was asked waits, and nobody has to press a button. */
export function isPassing(code: string): boolean {
  return code === "RATE_LIMITED" || code === "UNAVAILABLE";
}

/**
 * Growing pauses, in milliseconds, that are random all through: a thousand clients that were cut at one moment must not
 * come back at one moment either, nor any later one.
 */
export function pauseFor(attempt: number, chance = Math.random()): number {
  return Math.round(LEAST + chance * Math.min(LONGEST, FIRST * 2 ** attempt));
}
