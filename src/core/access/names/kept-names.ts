import { type SQL, sql } from "drizzle-orm";
import type { Transaction } from "../revoke";
import { guestIsActive } from "../rules";

/**
 * When a person's access to a workspace ends, their name and picture stay there as they were then. A name is a message
 * of its own, and a later change would carry it to all that they ever wrote. In turn, they see the names that the
 * workspace and their sponsor had then.
 */

/**
 * Everybody as a workspace knows them. A statement that shows names or pictures to people of a workspace uses this in
 * place of the table `user`. `kept` is true for a person who is shown as they were when their access ended.
 * @param workspaceId a value, or a column of an outer query
 */
export function peopleOf(workspaceId: SQL | string): SQL {
  return sql`(SELECT p.id, p.email, k.user_id IS NOT NULL AS kept, coalesce(k.name, p.name) AS name,
      CASE WHEN k.user_id IS NULL THEN p.image ELSE k.image END AS image
    FROM "user" p LEFT JOIN kept_name k ON k.user_id = p.id AND k.workspace_id = ${workspaceId})`;
}

/**
 * One person of `peopleOf`, for a query in which the workspace is a column, or which needs a few people of many. It needs
 * `LATERAL` before it. Because of the limit Postgres looks each of them up, and does not read everybody there is.
 */
export function personOf(workspaceId: SQL | string, userId: SQL): SQL {
  return sql`(SELECT one.* FROM ${peopleOf(workspaceId)} one WHERE one.id = ${userId} LIMIT 1)`;
}

/**
 * As `peopleOf`, for statements in which everybody who is joined to it has access at that moment. It needs no kept
 * names.
 */
export const peopleWithAccess = sql`(SELECT p.id, p.email, false AS kept, p.name, p.image FROM "user" p)`;

/**
 * Whom a guest may ask, for `LEFT JOIN LATERAL … ON true`: who answers for them, or where nobody does who invited them,
 * if that person is a member. Columns `user_id` and `role`: "sponsor" or "inviter".
 */
export function contactOf(
  workspaceId: SQL,
  { sponsorId, invitedBy }: Record<"sponsorId" | "invitedBy", SQL>,
): SQL {
  return sql`(SELECT m.user_id, CASE WHEN m.user_id = ${sponsorId} THEN 'sponsor' ELSE 'inviter' END AS role
    FROM member m WHERE m.organization_id = ${workspaceId} AND m.user_id = coalesce(${sponsorId}, ${invitedBy}))`;
}

const keptColumns = sql`(workspace_id, user_id, name, image, workspace_name, sponsor_name, sponsor_email, contact_id,
  contact_as)`;
/** Of contact `a`, who is called `s`. */
const contactValues = sql`s.name, s.email, a.user_id, coalesce(a.role, 'sponsor')`;

/**
 * Keeps the present names of those of these guests whose access has ended. Call it in the transaction that changes a
 * name or picture, before the change. It locks the rows of all these guests against a revocation. A revocation in
 * progress is waited for, and the old name is kept. A later one waits until the change is committed.
 * @param whose the condition on guest `g`
 */
export async function keepNames(tx: Transaction, whose: SQL): Promise<void> {
  await tx.execute(sql`SELECT 1 FROM guest g WHERE ${whose} ORDER BY g.id FOR SHARE`);
  const responsible = { sponsorId: sql`g.sponsor_id`, invitedBy: sql`g.invited_by` };
  await tx.execute(sql`INSERT INTO kept_name ${keptColumns}
    SELECT g.workspace_id, g.user_id, u.name, u.image, o.name, ${contactValues}
    FROM guest g JOIN "user" u ON u.id = g.user_id JOIN organization o ON o.id = g.workspace_id
      LEFT JOIN LATERAL ${contactOf(sql`g.workspace_id`, responsible)} a ON true
      LEFT JOIN LATERAL ${personOf(sql`g.workspace_id`, sql`a.user_id`)} s ON true
    WHERE ${whose} AND NOT ${guestIsActive()} ON CONFLICT DO NOTHING`);
}

/** Somebody who is removed. A guest is told whom to ask: the user who answered for them, or else invited them. */
export interface Removed {
  userId: string;
  sponsorId?: string | null;
  invitedBy?: string;
}

/**
 * Keeps the names of removed people. Call it in the transaction of the removal, after their rows are deleted. Names that
 * were kept when an earlier access ended stay.
 */
export async function keepNamesOfRemoved(
  tx: Transaction,
  workspaceId: string,
  removed: readonly Removed[],
): Promise<void> {
  const whom = JSON.stringify(
    removed.map(({ userId, sponsorId, invitedBy }) => ({ userId, sponsorId, invitedBy })),
  );
  const responsible = { sponsorId: sql`r."sponsorId"`, invitedBy: sql`r."invitedBy"` };
  await tx.execute(sql`INSERT INTO kept_name ${keptColumns}
    SELECT o.id, u.id, u.name, u.image, o.name, ${contactValues}
    FROM jsonb_to_recordset(${whom}::jsonb) AS r ("userId" text, "sponsorId" text, "invitedBy" text)
      JOIN "user" u ON u.id = r."userId" JOIN organization o ON o.id = ${workspaceId}
      LEFT JOIN LATERAL ${contactOf(sql`o.id`, responsible)} a ON true
      LEFT JOIN LATERAL ${personOf(sql`o.id`, sql`a.user_id`)} s ON true
    ORDER BY u.id ON CONFLICT DO NOTHING`);
}
