import { setTimeout as pause } from "node:timers/promises";
import { type AppError, sqlState, unavailable } from "../errors";
import { waitWithTurnPaused } from "@/lib/current-turn";

/**
 * The SQLSTATE of a statement that was cancelled from outside: a change of access does that to what blocks its lock.
 */
const QUERY_CANCELED = "57014";
/** So soon after it, the change is committed and has cut the people concerned. */
const CUT_WITHIN_MS = 500;

/**
 * What to tell somebody whose statement failed. If it was cancelled for a change of their access, this waits for the
 * cut and returns its refusal. Otherwise they are asked to try again: a statement that took too long is cancelled in
 * the same way.
 * @param refusal the refusal of the cut that has overtaken them; null while there is none
 */
export async function explainCancelled(
  error: unknown,
  refusal: () => AppError | null,
): Promise<unknown> {
  if (sqlState(error) !== QUERY_CANCELED) return error;
  await waitWithTurnPaused(untilCut(refusal));
  return refusal() ?? unavailable("This could not be finished in time. Try again in a moment.");
}

/** Runs a transaction once more if one of its statements was cancelled. The second run sees the change of access. */
export async function retryIfCancelled<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (sqlState(error) !== QUERY_CANCELED) throw error;
    return work();
  }
}

async function untilCut(refusal: () => AppError | null): Promise<void> {
  const deadline = performance.now() + CUT_WITHIN_MS;
  while (!refusal() && performance.now() < deadline) await pause(5);
}
