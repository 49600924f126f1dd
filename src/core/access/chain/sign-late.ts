import { type SQL, sql } from "drizzle-orm";
import { type Database, db, rows, rowsOf } from "@/db/client";
import type { RowOf } from "@/db/columns";
import type { AuditEvent, Receipt } from "@/lib/api-types";
import { logger } from "@/lib/logger";
import { BEFORE_FIRST } from "@/lib/record/record-line";
import { toIso } from "@/lib/to-iso";
import { recordEvent } from "../record";
import { appendLines } from "./append-lines";
import { type Recorded, toReceipt } from "./entries";

const EVENTS_A_PAGE = 1_000;

/**
 * Brings everything into the chains that is on record without a line: what was recorded before there were lines, by a
 * node of an older version, or past Gatehouse. It is signed as it stands, in the order of its time, and that it was
 * signed late goes on record after it. Call it before the server serves. Several nodes may call it at the same time, and
 * a start that was broken off is taken up by the next one.
 */
export async function signLateRecord(): Promise<void> {
  const workspaces = await db().transaction(async (tx) => {
    await tx.execute(NO_LIMIT);
    return findLate(tx);
  });
  for (const workspace of workspaces) await signLateIn(workspace);
}

/** A long record takes longer to look through than a statement for a request may take. */
const NO_LIMIT = sql`SELECT set_config('statement_timeout', '0', true)`;

function findLate(tx: Pick<Database, "execute">): Promise<{ id: string; name: string }[]> {
  return rows(
    sql`SELECT o.id, o.name FROM organization o WHERE o.id IN (
        SELECT e.workspace_id FROM audit_event e WHERE ${hasNoLine} UNION
        SELECT e.workspace_id FROM audit_receipt r JOIN audit_event e ON e.id = r.event_id WHERE ${receiptHasNoLine})
      OR o.id IN (SELECT c.workspace_id FROM audit_chain c WHERE c.late_from IS NOT NULL) ORDER BY o.id`,
    tx,
  );
}

const hasNoLine = sql`NOT EXISTS (
  SELECT 1 FROM audit_line l WHERE l.event_id = e.id AND (l.id = l.event_id))`;
const receiptHasNoLine = sql`NOT EXISTS (
  SELECT 1 FROM audit_line l WHERE l.event_id = r.event_id AND (l.id = l.event_id) = false)`;

async function signLateIn(workspace: { id: string; name: string }): Promise<void> {
  let after: LateRow | undefined;
  do {
    after = await signPage(workspace.id, after);
  } while (after);
  await noteLateSigning(workspace);
}

const lateColumns = {
  id: sql<string>`e.id`,
  at: sql<string>`e.at::text`,
  actorId: sql<string | null>`e.actor_id`,
  actorName: sql<string | null>`e.actor_name`,
  action: sql<string>`e.action`,
  targetType: sql<AuditEvent["target"]["type"]>`e.target_type`,
  targetId: sql<string>`e.target_id`,
  targetName: sql<string>`e.target_name`,
  address: sql<string | null>`e.address`,
  data: sql<Record<string, unknown>>`e.data`,
  isUnsigned: sql<boolean>`${hasNoLine}`,
  /** Null when there is none, or when it is signed. */
  receipt: sql<Receipt | null>`CASE WHEN ${receiptHasNoLine} THEN r.receipt END`,
};

interface LateRow {
  id: string;
  at: string;
}

/** @returns the last event of the page, undefined after the last page */
async function signPage(workspaceId: string, after?: LateRow): Promise<LateRow | undefined> {
  return db().transaction(async (tx) => {
    await tx.execute(NO_LIMIT);
    // Whoever holds this row is the only one to bring in lines: another node waits, and then finds them.
    await tx.execute(sql`INSERT INTO audit_chain AS known (workspace_id, n, hash, late_from)
      VALUES (${workspaceId}, 0, ${BEFORE_FIRST}, 1)
      ON CONFLICT (workspace_id) DO UPDATE SET late_from = coalesce(known.late_from, known.n + 1)`);
    const isLater: SQL = after
      ? sql`(e.at, e.id) > (${after.at}::timestamptz, ${after.id})`
      : sql`true`;
    const page = await rowsOf(
      lateColumns,
      (list) => sql`SELECT ${list} FROM audit_event e LEFT JOIN audit_receipt r ON r.event_id = e.id
        WHERE e.workspace_id = ${workspaceId} AND ${isLater}
          AND (${hasNoLine} OR (r.event_id IS NOT NULL AND ${receiptHasNoLine}))
        ORDER BY e.at, e.id LIMIT ${EVENTS_A_PAGE}`,
      tx,
    );
    const entries = page.flatMap(({ isUnsigned, receipt, ...row }) => {
      const event = toEntry(workspaceId, row);
      // When a receipt was recorded is not known. It follows its event, with the time of the event.
      const itsReceipt = receipt ? [{ ...toReceipt(event, receipt), at: event.at }] : [];
      return isUnsigned ? [event, ...itsReceipt] : itsReceipt;
    });
    if (entries.length > 0) await appendLines(tx, entries);
    return page.length < EVENTS_A_PAGE ? undefined : page.at(-1);
  });
}

function toEntry(
  workspaceId: string,
  row: Omit<RowOf<typeof lateColumns>, "isUnsigned" | "receipt">,
): Recorded {
  const { id, action, address, data } = row;
  return {
    ...{ workspaceId, eventId: id, id, at: toIso(row.at), action, address, data },
    actor: row.actorId === null ? null : { id: row.actorId, name: row.actorName ?? "" },
    target: { type: row.targetType, id: row.targetId, name: row.targetName },
  };
}

/** Says in the record itself which lines were signed late: that they are as they once were is not proven by it. */
async function noteLateSigning({ id, name }: { id: string; name: string }): Promise<void> {
  await db().transaction(async (tx) => {
    const [late] = await rows<{ from: number | null; to: number }>(
      sql`SELECT late_from AS "from", n AS "to" FROM audit_chain WHERE workspace_id = ${id} FOR UPDATE`,
      tx,
    );
    if (!late || late.from === null) return;
    await tx.execute(sql`UPDATE audit_chain SET late_from = NULL WHERE workspace_id = ${id}`);
    const { from, to } = late;
    if (to < from) return;
    const target = { type: "workspace" as const, id, name };
    await recordEvent(
      {
        workspaceId: id,
        actor: null,
        action: "workspace.record_signed",
        target,
        data: { from, to },
      },
      tx,
    );
    logger().info(
      { workspaceId: id, from, to },
      "what was on record without a signature is signed",
    );
  });
}
