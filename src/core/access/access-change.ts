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
