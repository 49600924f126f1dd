import { setImmediate } from "node:timers/promises";

/** How long work may block the process, and every request with it, before it yields. */
const SLICE_MS = 25;

let sliceBegan = 0;

/**
 * For long work that never waits for anything. Call it often: once the work has run for `SLICE_MS`, it lets the event
 * loop handle everything else.
 */
export async function yieldNow(): Promise<void> {
  if (performance.now() - sliceBegan < SLICE_MS) return;
  await setImmediate();
  sliceBegan = performance.now();
}
