import { sql } from "drizzle-orm";
import { type Database, rowsOf } from "@/db/client";
import { personOf } from "../access/names/kept-names";
import { type AuditDraft, recordEvent } from "../access/record";

type Recorder = Pick<Database, "execute" | "insert">;

/**
 * Records in each of a person's workspaces that a link for a new password was made for them. Workspaces in which their
 * access has ended record it too: they may get access again.
 * @param actor who made the link
 */
export async function recordPasswordLink(
  tx: Recorder,
  userId: string,
  actor: AuditDraft["actor"],
): Promise<void> {
  for (const { workspaceId, as, id, name } of await listWorkspaces(tx, userId)) {
    const target = { type: as, id, name };
    await recordEvent({ workspaceId, actor, action: `${as}.password_link`, target }, tx);
  }
}

/** Records in each of a person's workspaces that they have set a new password by a link. */
export async function recordPasswordReset(tx: Recorder, userId: string): Promise<void> {
  for (const { workspaceId, as, id, name } of await listWorkspaces(tx, userId)) {
    const target = { type: as, id, name };
    const actor = { id: userId, name };
    await recordEvent({ workspaceId, actor, action: `${as}.password_reset`, target }, tx);
  }
}

/** Columns of a workspace `w` of a person `u`. `id` is the id of their row in `member` or `guest`. */
const ownColumns = {
  workspaceId: sql<string>`w.workspace_id`,
  as: sql<"member" | "guest">`w.kind`,
  id: sql<string>`w.id`,
  name: sql<string>`u.name`,
};

function listWorkspaces(tx: Recorder, userId: string) {
  return rowsOf(
    ownColumns,
    (list) => sql`SELECT ${list} FROM (
        SELECT m.organization_id AS workspace_id, 'member' AS kind, m.id FROM member m
          WHERE m.user_id = ${userId}
        UNION ALL SELECT g.workspace_id, 'guest', g.id FROM guest g WHERE g.user_id = ${userId}
          AND NOT EXISTS (SELECT 1 FROM member x
            WHERE x.organization_id = g.workspace_id AND x.user_id = g.user_id)) w
      CROSS JOIN LATERAL ${personOf(sql`w.workspace_id`, sql`${userId}`)} u ORDER BY w.workspace_id`,
    tx,
  );
}
