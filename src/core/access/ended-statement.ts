import { setTimeout as pause } from "node:timers/promises";
import { type AppError, sqlState, unavailable } from "../errors";
import { waitWithTurnPaused } from "@/lib/current-turn";

/** A statement was ended from outside, which is how a change of access gets those out of its way. */
const QUERY_CANCELED = "57014";
/** So long after it the change is committed and has cut those whom it concerns. */
const CUT_WITHIN_MS = 500;

/**
 * What to tell somebody whose statement failed: where it was ended for a change of their access, what came of the
 * change, once that is known. Else they are told to try again: a statement that took too long is ended in the same way.
 * @param refusal the refusal of the cut that has overtaken them; null while there is none
 */
export async function explainEnded(
  error: unknown,
  refusal: () => AppError | null,
): Promise<unknown> {
  if (sqlState(error) !== QUERY_CANCELED) return error;
  await waitWithTurnPaused(untilCut(refusal));
  return refusal() ?? unavailable("This could not be finished in time. Try again in a moment.");
}

/** Does a transaction once more where a statement in it was ended: then it sees what came of the change. */
export async function againIfEnded<T>(work: () => Promise<T>): Promise<T> {
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
