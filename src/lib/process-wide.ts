/**
 * What one process has once. Next bundles route handlers apart from the custom server, so a
 * module-level variable set by one is unset in the other; only `globalThis` is shared.
 * The owner of a field declares it next to its accessor:
 * `declare module "./process-wide" { interface ProcessWide { thing?: Thing } }`.
 */
export interface ProcessWide {
  /**
   * Where the server is in its life; unset while it starts. While it drains it serves everything, and says to whoever
   * asks whether it is ready that it will not for long.
   */
  phase?: "serving" | "draining" | "stopping";
}

const slotKey = Symbol.for("gatehouse");

/** The mutable slot that the server's and Next's copies of a module share. */
export function processWide(): ProcessWide {
  const holder = globalThis as { [slotKey]?: ProcessWide };
  holder[slotKey] ??= {};
  return holder[slotKey];
}
