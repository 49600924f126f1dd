import type { Principal } from "./principal";

/**
 * The principals by which an admin looks at what a guest sees. They are remembered by identity: nothing that is sent or
 * stored can say that it is one, and a copy of one is an ordinary principal again. `preview.ts` alone makes them.
 */
const previews = new WeakSet<object>();

export function notePreview(principal: Principal): void {
  previews.add(principal);
}

/** Whether this principal stands for a guest who is looked at, and may be locked or expired. */
export function isPreview(principal: object): boolean {
  return previews.has(principal);
}

/**
 * Checks that a statement that changes something is not asked for by a preview. It would change nothing without this
 * too, since a preview has no session; with it, the mistake is found where it is made.
 * @throws Error
 */
export function assertNoPreview(principal: object): void {
  if (isPreview(principal)) throw new Error("a preview of a guest reads and changes nothing");
}
