import { type SQL, sql } from "drizzle-orm";
import type { RowOf } from "@/db/columns";
import type { MemberRole } from "@/lib/api-types";

/** The condition that event `t` says that somebody was removed from a workspace or left it. */
export const isDeparture = sql`t.action IN ('guest.removed', 'guest.left', 'member.removed', 'member.left')`;

/**
 * The latest event by which a person was removed from a workspace or left it, for `FROM`. Joined to other
 * tables it needs `LATERAL` before it. It says how it was only while they are neither a member nor a guest there.
 * @param workspaceId a value, or a column of an outer query
 */
export function lastEnd(workspaceId: SQL, userId: SQL): SQL {
  return sql`(SELECT t.action, t.at, t.data ->> 'reason' AS reason,
      (SELECT r.role FROM member r WHERE r.organization_id = t.workspace_id AND r.user_id = t.actor_id) AS by_role
    FROM audit_event t WHERE t.workspace_id = ${workspaceId} AND t.data ->> 'userId' = ${userId}
      AND ${isDeparture}
    ORDER BY t.at DESC LIMIT 1)`;
}

/** The condition that a person was last taken out of a workspace, or left it, as a guest. */
export function wasGuestAtEnd(workspaceId: SQL, userId: SQL): SQL {
  return sql`coalesce((SELECT e.action IN ('guest.removed', 'guest.left')
    FROM ${lastEnd(workspaceId, userId)} e), false)`;
}

/** Columns of `lastEnd` as `e`. */
export const lastEndColumns = {
  endAction: sql<string | null>`e.action`,
  endAt: sql<string | null>`e.at`,
  endReason: sql<string | null>`e.reason`,
  endByRole: sql<MemberRole | null>`e.by_role`,
};

export type LastEnd = RowOf<typeof lastEndColumns>;
