import { type SQL, sql } from "drizzle-orm";
import { rows, rowsOf } from "@/db/client";
import { isDeparture } from "../access/last-end";
import { recordEvent } from "../access/record";
import { deleteInPages } from "./delete-in-pages";

interface Workspace {
  id: string;
  name: string;
}

/**
 * Some decisions read the audit record, so these events are kept, however old they are: how a guest who is still there
 * was last cut off, and that somebody who has no access any more was removed or left.
 */
const decides = sql`(
  (t.action IN ('guest.locked', 'guest.expired') AND EXISTS (SELECT 1 FROM guest g WHERE g.id = t.target_id))
  OR (${isDeparture}
    AND NOT EXISTS (SELECT 1 FROM member m
      WHERE m.organization_id = t.workspace_id AND m.user_id = t.data ->> 'userId')
    AND NOT EXISTS (SELECT 1 FROM guest g
      WHERE g.workspace_id = t.workspace_id AND g.user_id = t.data ->> 'userId')))`;

/**
 * Deletes what is older in the audit record than the operator keeps it, one workspace after the other. This is recorded
 * itself, before anything is deleted. The database refuses to delete what is younger than 30 days, whatever the
 * settings say. It judges a receipt by the clock of the node that gave it, which is less than a day off. So everything
 * is kept for one day more.
 * @param days how long the record is kept
 * @returns how many events were deleted
 */
export async function clearRecord(days: number): Promise<number> {
  const workspaces = await rowsOf(
    { id: sql<string>`o.id`, name: sql<string>`o.name` },
    (list) => sql`SELECT ${list} FROM organization o ORDER BY o.id`,
  );
  let gone = 0;
  for (const workspace of workspaces) gone += await clearRecordOf(workspace, days);
  return gone;
}

async function clearRecordOf({ id, name }: Workspace, days: number): Promise<number> {
  const [found] = await rows<{ before: string; events: number }>(
    sql`SELECT b.before, (SELECT count(*)::int FROM audit_event t
        WHERE ${isOlder(id, sql`b.before`)} AND NOT ${decides}) AS events
      FROM (SELECT date_trunc('milliseconds', now() - make_interval(days => ${days}::int + 1)) AS before) b`,
  );
  if (!found || found.events === 0) return 0;
  const before = new Date(found.before).toISOString();
  await recordEvent({
    workspaceId: id,
    actor: null,
    action: "workspace.record_cleared",
    target: { type: "workspace", id, name },
    data: { before, events: found.events },
  });
  return deleteInPages({
    table: "audit_event",
    keys: { at: "timestamptz", id: "text" },
    among: isOlder(id, sql`${before}::timestamptz`),
    which: sql`NOT ${decides}`,
    begin: (tx) => tx.execute(sql`SELECT set_config('gatehouse.clears_record', 'yes', true)`),
  });
}

const isOlder = (workspaceId: string, before: SQL) =>
  sql`(t.workspace_id = ${workspaceId} AND t.at < ${before})`;
