const FIRST = 400;
const LONGEST = 15_000;

/** Refusals that time mends: what was asked waits, and nobody has to press a button. */
export function isPassing(code: string): boolean {
  return code === "RATE_LIMITED" || code === "UNAVAILABLE";
}

/** Growing pauses with a random part, so that a thousand clients do not come back as one. */
export function pauseFor(attempt: number, chance = Math.random()): number {
  const pause = Math.min(LONGEST, FIRST * 2 ** attempt);
  return Math.round(pause * (0.75 + chance / 2));
}
