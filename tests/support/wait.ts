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
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Lets a span of time pass, where the promise under test is about time itself. */
export function letPass(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
