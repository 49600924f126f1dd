import { processWide } from "@/lib/process-wide";
import { FairTurns } from "../turns/fair-turns";
import { currentAsker, waitWithTurnPaused } from "@/lib/current-turn";

declare module "@/lib/process-wide" {
  interface ProcessWide {
    /**
     * Who changes something in a channel and who waits for it, by channel id. Socket handlers and routes share this
     * queue.
     */
    channelTurns?: Map<string, FairTurns>;
  }
}

/** How long a change may wait for its turn, before the sender is asked to try again. */
const PATIENCE_MS = 8_000;

/**
 * Runs the changes of one channel one after the other on this node, publishing included, so that the events of this
 * node leave in the order of `rev`. In the database they would wait for the channel's row anyway. Here they wait
 * without a database connection, and a person who sends a lot does not block the others.
 * @throws AppError UNAVAILABLE when the turn does not come in time; the change has not begun then
 */
export async function inOrder<T>(channelId: string, change: () => Promise<T>): Promise<T> {
  const slot = processWide();
  slot.channelTurns ??= new Map();
  const { channelTurns } = slot;
  const turns =
    channelTurns.get(channelId) ?? new FairTurns({ atOnce: 1, each: 1, patienceMs: PATIENCE_MS });
  channelTurns.set(channelId, turns);
  const turn = await waitWithTurnPaused(turns.take(currentAsker()));
  try {
    return await change();
  } finally {
    turn.leave();
    if (turns.isIdle) channelTurns.delete(channelId);
  }
}
