import { performance } from "node:perf_hooks";
import { logger } from "@/lib/logger";
import { currentArrival } from "./requests";
import { type CarriedOut, type Change, carryOut, commitOnRecord } from "./revoke";
import { alreadySaysCommitted, answerNotMade } from "./say-committed";

/**
 * The only function by which access is gained, as `revoke` is the only one by which it is lost: an invitation, a
 * channel, a lock that is taken off. It commits the gain with its record and cuts what was lost by it. Then the
 * connections of those who gained join the rooms of their new channels. Then the channels, the people and the admins
 * concerned are notified.
 * @param commit decides and makes the change in the transaction, and returns what it did
 * @returns what `commit` returned, with the guest whose access it is
 * @throws AppError whatever `commit` throws; UNAVAILABLE when the change is committed but it could not be completed,
 *   and its message says so
 */
export async function admit<G extends Change>(
  commit: Parameters<typeof commitOnRecord<G>>[0],
): Promise<G & CarriedOut> {
  const started = currentArrival() ?? performance.now();
  const committed = await commitOnRecord(commit);
  try {
    return { ...committed.change, ...(await carryOut(committed, started)) };
  } catch (error) {
    if (alreadySaysCommitted(error)) throw error;
    logger().error({ err: error }, "what follows a committed gain of access failed");
    throw answerNotMade();
  }
}
