import { sql } from "drizzle-orm";
import type { Transaction } from "./revoke";

/**
 * Notes that an admin has just changed what somebody may do in a workspace, or that they have left it themselves. From now on, no invitation that was made
 * before gives them anything. Call it in the transaction of the change, after their row is locked. An invitation that
 * is made while the change waits for the lock then counts as made before.
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

/** As `noteAccessChange`, for many people of a workspace in one statement. */
export async function noteAccessChanges(
  tx: Transaction,
  workspaceId: string,
  userIds: string[],
): Promise<void> {
  await tx.execute(sql`INSERT INTO access_change (workspace_id, user_id, at)
    SELECT ${workspaceId}, x.id, clock_timestamp()
    FROM jsonb_array_elements_text(${JSON.stringify(userIds)}::jsonb) x (id) ORDER BY x.id
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
