import { type SQL, sql } from "drizzle-orm";
import type { Transaction } from "../revoke";
import { guestIsActive } from "../rules";

/**
 * What somebody is called in a workspace, and their picture, stay there as they were when their access there ended:
 * a name is a message of its own, and all they ever wrote would carry it. Likewise they are told the names that the
 * workspace and their sponsor had then.
 */

/**
 * Everybody as a workspace knows them, to stand in a statement where the table `user` would: wherever a name or a
 * picture is shown to people of a workspace. `kept` where they are as they were when their access ended.
 * @param workspaceId a value, or a column of an outer query
 */
export function peopleOf(workspaceId: SQL | string): SQL {
  return sql`(SELECT p.id, p.email, k.user_id IS NOT NULL AS kept, coalesce(k.name, p.name) AS name,
      CASE WHEN k.user_id IS NULL THEN p.image ELSE k.image END AS image
    FROM "user" p LEFT JOIN kept_name k ON k.user_id = p.id AND k.workspace_id = ${workspaceId})`;
}

/** One of `peopleOf`, where the workspace is a column of the same query; needs `LATERAL` before it there. */
export function personOf(workspaceId: SQL, userId: SQL): SQL {
  return sql`(SELECT one.* FROM ${peopleOf(workspaceId)} one WHERE one.id = ${userId})`;
}

/** As `peopleOf`, where all who are joined to it have access at that moment. */
export const peopleWhoStand = sql`(SELECT p.id, p.email, false AS kept, p.name, p.image FROM "user" p)`;

/**
 * Comes before every change of a name or picture, in its transaction: keeps what was, for those of these guests
 * whose access has ended. All of them are locked against an end that is under way: it is either waited for, and the
 * name of before is kept, or it waits until the change is committed, and the change came before it.
 * @param whose the condition on guest `g`
 */
export async function keepNames(tx: Transaction, whose: SQL): Promise<void> {
  await tx.execute(sql`SELECT 1 FROM guest g WHERE ${whose} ORDER BY g.id FOR SHARE`);
  await tx.execute(sql`INSERT INTO kept_name (workspace_id, user_id, name, image, workspace_name, sponsor_name)
    SELECT g.workspace_id, g.user_id, u.name, u.image, o.name,
      (SELECT i.name FROM ${peopleOf(sql`g.workspace_id`)} i WHERE i.id = g.invited_by)
    FROM guest g JOIN "user" u ON u.id = g.user_id JOIN organization o ON o.id = g.workspace_id
    WHERE ${whose} AND NOT ${guestIsActive()} ON CONFLICT DO NOTHING`);
}

/**
 * Comes with every removal, in its transaction, after their row is gone. What was kept at an earlier end stays.
 */
export async function keepNamesOfRemoved(
  tx: Transaction,
  { workspaceId, userId }: { workspaceId: string; userId: string },
): Promise<void> {
  await tx.execute(sql`INSERT INTO kept_name (workspace_id, user_id, name, image, workspace_name)
    SELECT o.id, u.id, u.name, u.image, o.name FROM "user" u CROSS JOIN organization o
    WHERE u.id = ${userId} AND o.id = ${workspaceId} ON CONFLICT DO NOTHING`);
}
