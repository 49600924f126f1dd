import { performance } from "node:perf_hooks";
import { againIfEnded } from "./ended-statement";
import { currentArrival } from "./requests";
import { type CarriedOut, type Change, carryOut, commitOnRecord, type GatesLost } from "./revoke";

/**
 * What somebody gains. They may lose something by the same change: a guest who becomes a member is no longer a guest.
 */
export type Gain = Change | GatesLost;

/**
 * The only function by which access is gained, as `revoke` is the only one by which it is lost: an invitation, a
 * channel, a lock that is taken off. It commits the gain with its record and cuts what was lost by it. Then the
 * connections of those who gained join the rooms of their new channels. Then the channels, the people and the admins
 * concerned are notified.
 * @param commit decides and makes the change in the transaction, and returns what it did. It runs once more if a change
 *   of access has cancelled one of its statements
 * @returns what `commit` returned, with the guest whose access it is
 * @throws AppError whatever `commit` throws; UNAVAILABLE when the change is committed but what is lost by it could not
 *   be cut
 */
export async function admit<G extends Gain>(
  commit: Parameters<typeof commitOnRecord<G>>[0],
): Promise<G & CarriedOut> {
  const started = currentArrival() ?? performance.now();
  const committed = await againIfEnded(() => commitOnRecord(commit));
  return { ...committed.change, ...(await carryOut(committed, started)) };
}
