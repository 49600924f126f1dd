/** What was told within the last minute is not told again. */
const QUIET_MS = 60_000;
/** When there are more keys than this, all are forgotten and told once more. */
const MAX_REMEMBERED = 10_000;

/** Remembers for a minute what this process has told, so that a flood of the same does not fill a table. */
export class OnceAMinute {
  #last = new Map<string, number>();

  /** Whether this is to be told now. If so, it is taken as told. */
  isDue(key: string): boolean {
    const now = performance.now();
    const last = this.#last.get(key);
    if (last !== undefined && now - last < QUIET_MS) return false;
    if (this.#last.size >= MAX_REMEMBERED) this.#last.clear();
    this.#last.set(key, now);
    return true;
  }

  /** It could not be told, and is due the next time. */
  forget(key: string): void {
    this.#last.delete(key);
  }
}
