import { createObservable, useObservable } from "./realtime/observable";

/**
 * Smaller differences are ignored: the time that a response takes and the whole seconds of its `Date` header can cause
 * them.
 */
const WORTH_MS = 5_000;

/** How far the server's clock is ahead of the browser's, in milliseconds. */
const ahead = createObservable(0);

/** Compares the clocks, from the `Date` header of a response. */
export function noteServerTime(answer: Response): void {
  const difference = Date.parse(answer.headers.get("date") ?? "") - Date.now();
  if (!Number.isNaN(difference)) ahead.set(Math.abs(difference) < WORTH_MS ? 0 : difference);
}

/** The present time by the server's clock, in milliseconds. The server's clock decides when access ends. */
export function serverNow(): number {
  return Date.now() + ahead.get();
}

/** Renders again when the known difference between the clocks changes. In milliseconds. */
export function useServerAhead(): number {
  return useObservable(ahead, (now) => now);
}
