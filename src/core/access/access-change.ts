import { sql } from "drizzle-orm";
import { among } from "@/db/among";
import { rowsOf } from "@/db/client";
import type { Transaction } from "./revoke";
import { guestIsActive, membershipLasts } from "./rules";

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

/**
 * Notes that a guest's time in channels has run out, while they are still members of these. Otherwise an invitation
 * from before would give a channel back. For a guest whose whole time has run out it changes nothing: only a later
 * invitation lets them in, and that says what they have. The guest's row is locked.
 * @returns the latest of the ends that have come; null if none has
 */
export async function noteChannelsEnded(tx: Transaction, guestId: string): Promise<string | null> {
  await tx.execute(sql`SELECT 1 FROM guest WHERE id = ${guestId} FOR UPDATE`);
  const ended = sql`FROM guest g JOIN channel_member cm ON cm.user_id = g.user_id AND NOT ${membershipLasts()}
    JOIN channel c ON c.id = cm.channel_id AND c.workspace_id = g.workspace_id
    WHERE g.id = ${guestId}`;
  await tx.execute(sql`INSERT INTO access_change AS known (workspace_id, user_id, at)
    SELECT g.workspace_id, g.user_id, max(cm.expires_at) ${ended}
      AND (g.locked_at IS NOT NULL OR ${guestIsActive()}) GROUP BY 1, 2
    ON CONFLICT (workspace_id, user_id) DO UPDATE SET at = greatest(known.at, excluded.at)`);
  const [found] = await rowsOf(
    { end: sql<string | null>`max(cm.expires_at)` },
    (list) => sql`SELECT ${list} ${ended}`,
    tx,
  );
  return found?.end ?? null;
}
