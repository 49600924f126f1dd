/**
 * Waits until a condition holds.
 * @throws Error when it does not hold in time, with what `describe` says
 */
export async function waitUntil(
  condition: () => boolean | Promise<boolean>,
  limitMs = 15_000,
  describe: () => string = () => "",
): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (!(await condition())) {
    if (performance.now() > deadline) {
      throw new Error(`waited ${limitMs} ms in vain for: ${condition.toString()}\n${describe()}`);
    }
    await sleep(10);
  }
}

/**
 * Watches for a span of time that something does not come. That nothing comes can be seen in no other way.
 * @throws Error as soon as it comes
 */
export async function nothingWithin(
  spanMs: number,
  comes: () => boolean | Promise<boolean>,
): Promise<void> {
  const end = performance.now() + spanMs;
  do {
    if (await comes()) throw new Error(`it came: ${comes.toString()}`);
    await sleep(10);
  } while (performance.now() < end);
}

/** Why time itself is the condition. Where something tells that it is so, wait for that instead. */
export type Why =
  | "the lease runs out"
  | "a time on the clock comes"
  | "the patience of the server ends"
  | "the server asked for it"
  | "what was sent arrives, and nothing tells when"
  | "what is let through would come by then"
  /** Between two acts of somebody who goes on acting beside the test. */
  | "they go on at this pace"
  | "one has this lead in a race";

/** Lets a span of time pass. No test sleeps but by this, or by `nothingWithin`: `npm run check` sees to it. */
export function letPass(ms: number, _why: Why): Promise<void> {
  return sleep(ms);
}

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
