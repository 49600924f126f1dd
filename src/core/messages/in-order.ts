import { processWide } from "@/lib/process-wide";
import { FairTurns } from "../turns/fair-turns";
import { currentAsker, type Turn, waitWithTurnPaused } from "@/lib/current-turn";
import { MOST_TOGETHER } from "./insert-together";

declare module "@/lib/process-wide" {
  interface ProcessWide {
    /**
     * Who changes something in a channel and who waits for it, by channel id. Socket handlers and routes share this
     * queue.
     */
    channelTurns?: Map<string, FairTurns>;
    /** For messages that could not be sent together with others. */
    turnsApart?: FairTurns;
  }
}

/** How long a change may wait for its turn, before the sender is asked to try again. */
const PATIENCE_MS = 8_000;
/** So many database connections may wait for what somebody has locked, so that the rest stay for others. */
const MOST_APART = 4;

/**
 * Runs the changes of one channel one after the other on this node, publishing included, so that the events of this
 * node leave in the order of `rev`. In the database they would wait for the channel's row anyway. Here they wait
 * without a database connection, and a person who sends a lot does not block the others.
 * @param joins it may run at the same time as others of which that is true, of other people: they keep an order among
 *   themselves. Such a change may end its turn before it is over.
 * @throws AppError UNAVAILABLE when the turn does not come in time; the change has not begun then
 */
export async function inOrder<T>(
  channelId: string,
  change: (turn: Turn) => Promise<T>,
  { joins = false } = {},
): Promise<T> {
  const slot = processWide();
  slot.channelTurns ??= new Map();
  const { channelTurns } = slot;
  const turns =
    channelTurns.get(channelId) ??
    new FairTurns({ atOnce: 1, each: 1, together: MOST_TOGETHER, patienceMs: PATIENCE_MS });
  channelTurns.set(channelId, turns);
  const turn = await waitWithTurnPaused(turns.take(currentAsker(), { joins }));
  try {
    return await change(turn);
  } finally {
    turn.leave();
    // Whoever left early may come back to turns that were begun anew.
    if (turns.isIdle && channelTurns.get(channelId) === turns) channelTurns.delete(channelId);
  }
}

/**
 * For messages that could not be sent together with others, in a turn of their channel that they share: those of one
 * channel run one after the other. They may have to wait for locks.
 * @throws AppError UNAVAILABLE
 */
export function inTurnApart<T>(
  channelId: string,
  send: () => Promise<T>,
  asker = currentAsker(),
): Promise<T> {
  const slot = processWide();
  slot.turnsApart ??= new FairTurns({ atOnce: MOST_APART, each: 1, patienceMs: PATIENCE_MS });
  const { turnsApart } = slot;
  return inOrder(`apart in ${channelId}`, async () => {
    const turn = await waitWithTurnPaused(turnsApart.take(asker));
    try {
      return await send();
    } finally {
      turn.leave();
    }
  });
}
