import { type SQL, sql } from "drizzle-orm";

/**
 * The condition that somebody may have a link for another person's new password. The link gives the account, and with
 * it everything that its owner has. So its maker must be an owner or admin of every workspace that the person is or was
 * let in to, and rank above them in each: an owner above admins, an admin above members and guests, nobody above an
 * owner. It is checked when the link is made and again when it is used.
 * @param maker the user id, a value or a column
 */
export function mayGiveLink(maker: SQL, person: SQL): SQL {
  return sql`coalesce((SELECT bool_and(EXISTS (SELECT 1 FROM member a
      WHERE a.organization_id = p.workspace_id AND a.user_id = ${maker} AND a.user_id <> p.user_id
        AND ((a.role = 'owner' AND p.role IN ('admin', 'member', 'guest'))
          OR (a.role = 'admin' AND p.role IN ('member', 'guest')))))
    FROM (SELECT x.organization_id AS workspace_id, x.user_id, x.role FROM member x
        WHERE x.user_id = ${person}
      UNION ALL SELECT x.workspace_id, x.user_id, 'guest' FROM guest x WHERE x.user_id = ${person}) p
  ), false)`;
}
