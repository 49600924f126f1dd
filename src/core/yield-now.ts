import { setImmediate } from "node:timers/promises";

/** As long as a request may find the process busy with something else. */
const SLICE_MS = 25;

let begun = 0;

/** For work that is long and waits for nothing: called often, it lets others have their turn when it is time. */
export async function yieldNow(): Promise<void> {
  if (performance.now() - begun < SLICE_MS) return;
  await setImmediate();
  begun = performance.now();
}
