import { type SQL, sql } from "drizzle-orm";

/**
 * The condition that somebody may have a link for another one's new password: who has it has the account, and with it
 * all that its owner has. So it takes an owner or admin of every workspace that the person is or was let in to, and one
 * who stands above them in each: an owner above admins, an admin above members and guests, nobody above an owner.
 * It is asked when the link is made and anew when it is used.
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
