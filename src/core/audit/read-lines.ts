import { type SQL, sql } from "drizzle-orm";
import { rowsOf } from "@/db/client";
import type { RowOf } from "@/db/columns";
import { RECEIPT_RECORDED, type RecordLine } from "@/lib/record/record-line";
import { toIso } from "@/lib/to-iso";

const LINES_A_PAGE = 500;

/** What a line says is read from its event `e` and receipt `r`, and what makes it part of the chain from `l`. */
const lineColumns = {
  n: sql<number>`l.n`,
  id: sql<string>`l.id`,
  eventId: sql<string>`e.id`,
  eventAt: sql<string>`e.at`,
  lineAt: sql<string>`l.at`,
  actorId: sql<string | null>`e.actor_id`,
  actorName: sql<string | null>`e.actor_name`,
  action: sql<string>`e.action`,
  targetType: sql<string>`e.target_type`,
  targetId: sql<string>`e.target_id`,
  targetName: sql<string>`e.target_name`,
  address: sql<string | null>`e.address`,
  data: sql<Record<string, unknown>>`e.data`,
  receipt: sql<unknown>`r.receipt`,
  previous: sql<string>`l.previous`,
  hash: sql<string>`l.hash`,
  signature: sql<string>`l.signature`,
};

/**
 * Reads lines of a workspace's record in their order, page by page, so that a long record is never in memory at once. It
 * ends with the line that is the last one when it begins.
 * @param which a condition on line `l` and its event `e`
 */
export async function* readLines(workspaceId: string, which: SQL): AsyncGenerator<RecordLine> {
  const last = sql`(SELECT c.n FROM audit_chain c WHERE c.workspace_id = ${workspaceId})`;
  let until: number | undefined;
  for (let after = 0; ; ) {
    const page = await rowsOf(
      { ...lineColumns, last: sql<number>`${last}` },
      (list) => sql`SELECT ${list} FROM audit_line l JOIN audit_event e ON e.id = l.event_id
        LEFT JOIN audit_receipt r ON r.event_id = l.event_id
        WHERE l.workspace_id = ${workspaceId} AND l.n > ${after} AND l.n <= ${until ?? last} AND ${which}
        ORDER BY l.n LIMIT ${LINES_A_PAGE}`,
    );
    for (const row of page) yield toLine(row);
    const [end] = page.slice(-1);
    if (!end || page.length < LINES_A_PAGE) return;
    until ??= end.last;
    after = end.n;
  }
}

function toLine(row: RowOf<typeof lineColumns>): RecordLine {
  const { n, id, previous, hash, signature } = row;
  const target = { type: row.targetType, id: row.targetId, name: row.targetName };
  if (id !== row.eventId) {
    const said = { actor: null, action: RECEIPT_RECORDED, target, address: null };
    const data = { event: row.eventId, receipt: row.receipt };
    return { n, id, at: toIso(row.lineAt), ...said, data, previous, hash, signature };
  }
  const actor = row.actorId === null ? null : { id: row.actorId, name: row.actorName ?? "" };
  const said = { actor, action: row.action, target, address: row.address, data: row.data };
  return { n, id, at: toIso(row.eventAt), ...said, previous, hash, signature };
}
