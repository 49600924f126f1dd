import { performance } from "node:perf_hooks";
import { againIfEnded } from "./ended-statement";
import { currentArrival } from "./requests";
import { type CarriedOut, type Change, carryOut, commitOnRecord, type GatesLost } from "./revoke";

/** What somebody gains. They may lose something by the same change: who becomes a member is a guest no longer. */
export type Gain = Change | GatesLost;

/**
 * The one way to gain access, as `revoke` is the one way to lose it: an invitation, a channel, a lock that is taken off.
 * Commits the gain with its record, cuts what was lost by it, makes the connections of those who gained join what they
 * may hear now, and tells the channels, the people and the admins whom it concerns.
 * @param commit decides and makes the change in the transaction, and says what it came to. It runs once more where a
 *   change of access has ended a statement of it
 * @returns what `commit` returned, with the guest whose access it is
 * @throws AppError whatever `commit` throws; UNAVAILABLE when the change stands but what is lost by it could not be cut
 */
export async function admit<G extends Gain>(
  commit: Parameters<typeof commitOnRecord<G>>[0],
): Promise<G & CarriedOut> {
  const started = currentArrival() ?? performance.now();
  const committed = await againIfEnded(() => commitOnRecord(commit));
  return { ...committed.change, ...(await carryOut(committed, started)) };
}
