import { processWide } from "@/lib/process-wide";
import { unavailable } from "../errors";

declare module "@/lib/process-wide" {
  interface ProcessWide {
    /** The last change under way, by channel; sockets and routes stand in the same line. */
    tails?: Map<string, Promise<unknown>>;
  }
}

/** How long a change may wait for its turn before its sender is told to try again. */
const PATIENCE_MS = 8_000;

/**
 * Runs changes of one channel one after the other on this node, publishing included, so that this node's
 * events leave in the order of `rev`. The database would make them wait for the channel's row anyway; here
 * they wait without holding a connection each.
 * @throws AppError UNAVAILABLE when the turn does not come in time; the change was then not begun
 */
export async function inOrder<T>(channelId: string, change: () => Promise<T>): Promise<T> {
  const slot = processWide();
  slot.tails ??= new Map();
  const { tails } = slot;
  const asked = performance.now();
  const before = tails.get(channelId) ?? Promise.resolve();
  const turn = before.then(() => {
    if (performance.now() - asked > PATIENCE_MS) throw unavailable();
    return change();
  });
  const tail = turn.catch(() => undefined);
  tails.set(channelId, tail);
  void tail.then(() => {
    if (tails.get(channelId) === tail) tails.delete(channelId);
  });
  return turn;
}
