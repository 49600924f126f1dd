import { processWide } from "@/lib/process-wide";
import { FairTurns } from "../turns/fair-turns";
import { currentAsker, waitInTurn } from "@/lib/current-turn";

declare module "@/lib/process-wide" {
  interface ProcessWide {
    /** Whose change is under way and who waits, by channel; sockets and routes stand in the same line. */
    channelTurns?: Map<string, FairTurns>;
  }
}

/** How long a change may wait for its turn before its sender is told to try again. */
const PATIENCE_MS = 8_000;

/**
 * Runs changes of one channel one after the other on this node, publishing included, so that this node's
 * events leave in the order of `rev`. The database would make them wait for the channel's row anyway; here
 * they wait without holding a connection each, and whoever sends much does not keep the others from it.
 * @throws AppError UNAVAILABLE when the turn does not come in time; the change was then not begun
 */
export async function inOrder<T>(channelId: string, change: () => Promise<T>): Promise<T> {
  const slot = processWide();
  slot.channelTurns ??= new Map();
  const { channelTurns } = slot;
  const turns =
    channelTurns.get(channelId) ?? new FairTurns({ atOnce: 1, each: 1, patienceMs: PATIENCE_MS });
  channelTurns.set(channelId, turns);
  const turn = await waitInTurn(turns.take(currentAsker()));
  try {
    return await change();
  } finally {
    turn.leave();
    if (turns.isIdle) channelTurns.delete(channelId);
  }
}
