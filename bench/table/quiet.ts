import { setTimeout as pause } from "node:timers/promises";

/** What a server does later is done by then: it tells of who came and went, for all of them at once. */
const LATER_MS = 300;
const QUICK_MS = 25;
const IN_A_ROW = 3;
const PATIENCE_MS = 2_000;

/** Waits until a server has finished what it was doing: until it answers at once, several times in a row. */
export async function untilQuiet(url: string): Promise<void> {
  await pause(LATER_MS);
  const deadline = performance.now() + PATIENCE_MS;
  for (let quick = 0; quick < IN_A_ROW && performance.now() < deadline; ) {
    const begun = performance.now();
    await (await fetch(`${url}/api/health`)).arrayBuffer();
    quick = performance.now() - begun < QUICK_MS ? quick + 1 : 0;
  }
}
