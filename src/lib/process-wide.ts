/**
 * What a process has only once. Next bundles the route handlers separately from the custom server, so a
 * module-level variable that one of them sets is unset in the other. They share only `globalThis`.
 * The owner of a field declares it next to its accessor:
 * `declare module "./process-wide" { interface ProcessWide { thing?: Thing } }`.
 */
export interface ProcessWide {
  /**
   * Unset while the server starts. While it is draining it still serves everything, but `/api/ready` answers 503, so
   * that load balancers send new clients elsewhere.
   */
  phase?: "serving" | "draining" | "stopping";
}

const slotKey = Symbol.for("gatehouse");

/** The mutable object that the server's copy and Next's copy of a module share. */
export function processWide(): ProcessWide {
  const holder = globalThis as { [slotKey]?: ProcessWide };
  holder[slotKey] ??= {};
  return holder[slotKey];
}
