/**
 * Waits until a condition is true.
 * @throws Error when it is not true in time, with what `describe` returns
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
 * Watches for a while that something does not come. Nothing else can show that it does not.
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

/** Why the test waits for time itself. If anything shows that the moment has come, wait for that instead. */
export type Why =
  | "the lease runs out"
  | "a time on the clock comes"
  | "the patience of the server ends"
  | "the server asked for it"
  | "what was sent arrives, and nothing tells when"
  | "what is let through would come by then"
  /** Between two actions of somebody who acts in parallel with the test. */
  | "they go on at this pace"
  | "one has this lead in a race";

/** Lets a span of time pass. Tests may sleep only by this and by `nothingWithin`, which `npm run check` enforces. */
export function letPass(ms: number, _why: Why): Promise<void> {
  return sleep(ms);
}

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
