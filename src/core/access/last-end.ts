import { type SQL, sql } from "drizzle-orm";
import type { RowOf } from "@/db/columns";
import type { MemberRole } from "@/lib/api-types";

/**
 * The latest event by which a person was removed from a workspace or left it, as `(…) e`. It needs `LATERAL` before it,
 * and says how it was only while they are neither a member nor a guest there.
 * @param workspaceId a value, or a column of an outer query
 */
export function lastEnd(workspaceId: SQL, userId: SQL): SQL {
  return sql`(SELECT t.action, t.at, t.data ->> 'reason' AS reason,
      (SELECT r.role FROM member r WHERE r.organization_id = t.workspace_id AND r.user_id = t.actor_id) AS by_role
    FROM audit_event t WHERE t.workspace_id = ${workspaceId} AND t.data ->> 'userId' = ${userId}
      AND t.action IN ('guest.removed', 'guest.left', 'member.removed', 'member.left')
    ORDER BY t.at DESC LIMIT 1)`;
}

/** Columns of `lastEnd`. */
export const lastEndColumns = {
  endAction: sql<string | null>`e.action`,
  endAt: sql<string | null>`e.at`,
  endReason: sql<string | null>`e.reason`,
  endByRole: sql<MemberRole | null>`e.by_role`,
};

export type LastEnd = RowOf<typeof lastEndColumns>;
