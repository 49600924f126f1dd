import { createObservable, useObservable } from "./realtime/observable";

/** A difference that the way of an answer and the whole seconds of its header explain is none. */
const WORTH_MS = 5_000;

/** By how much the server's clock is ahead of the browser's, in milliseconds. */
const ahead = createObservable(0);

/** Notes what time it was at the server when it answered. */
export function noteServerTime(answer: Response): void {
  const difference = Date.parse(answer.headers.get("date") ?? "") - Date.now();
  if (!Number.isNaN(difference)) ahead.set(Math.abs(difference) < WORTH_MS ? 0 : difference);
}

/** The present by the server's clock, in milliseconds: the one that decides when access ends. */
export function serverNow(): number {
  return Date.now() + ahead.get();
}

/** Renders again when the server's clock proves to be another than it was taken for. */
export function useServerAhead(): number {
  return useObservable(ahead, (now) => now);
}
