import { sql } from "drizzle-orm";
import { among } from "@/db/among";
import type { Transaction } from "./revoke";

/**
 * Notes that an admin has just changed what somebody, or many at once, may do in a workspace, or that they have left it
 * themselves. From now on, no invitation that was made before gives them anything. Call it in the transaction of the
 * change, after their row is locked. An invitation that is made while the change waits for the lock then counts as made
 * before. The rows are written in one order.
 */
export async function noteAccessChange(
  tx: Transaction,
  workspaceId: string,
  who: string | string[],
): Promise<void> {
  await tx.execute(sql`INSERT INTO access_change (workspace_id, user_id, at)
    SELECT ${workspaceId}, changed.user_id, clock_timestamp()
    FROM ${among([who].flat())} changed (user_id) ORDER BY changed.user_id
    ON CONFLICT (workspace_id, user_id) DO UPDATE SET at = clock_timestamp()`);
}

/**
 * Notes that a guest's time had run out, when they are let in again. Otherwise an invitation from before that end would
 * give them back what they lost by it. Call it while the guest's row still has the old end.
 */
export async function noteExpiryPassed(tx: Transaction, guestId: string): Promise<void> {
  await tx.execute(sql`INSERT INTO access_change AS known (workspace_id, user_id, at)
    SELECT g.workspace_id, g.user_id, g.expires_at FROM guest g WHERE g.id = ${guestId}
    ON CONFLICT (workspace_id, user_id) DO UPDATE SET at = greatest(known.at, excluded.at)`);
}
