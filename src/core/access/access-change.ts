import { sql } from "drizzle-orm";
import type { Transaction } from "./revoke";

/**
 * Notes that an admin has just changed what somebody may do in a workspace: from now on no invitation from before
 * gives them anything. Call it in the transaction of the change, once their row is locked: an invitation that is
 * made while the change waits for its turn is one from before.
 */
export async function noteAccessChange(
  tx: Transaction,
  workspaceId: string,
  userId: string,
): Promise<void> {
  await tx.execute(sql`INSERT INTO access_change (workspace_id, user_id, at)
    VALUES (${workspaceId}, ${userId}, clock_timestamp())
    ON CONFLICT (workspace_id, user_id) DO UPDATE SET at = clock_timestamp()`);
}

/**
 * Notes that the time of a guest had run out, when they are let in anew: else what was made before that end would give
 * them back what went with it. Call it while the guest's row still has the end.
 */
export async function noteEnd(tx: Transaction, guestId: string): Promise<void> {
  await tx.execute(sql`INSERT INTO access_change AS known (workspace_id, user_id, at)
    SELECT g.workspace_id, g.user_id, g.expires_at FROM guest g WHERE g.id = ${guestId}
    ON CONFLICT (workspace_id, user_id) DO UPDATE SET at = greatest(known.at, excluded.at)`);
}
