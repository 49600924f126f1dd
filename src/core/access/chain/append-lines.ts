import { type SQL, sql } from "drizzle-orm";
import { among } from "@/db/among";
import { type Database, rowsOf } from "@/db/client";
import type { RowOf } from "@/db/columns";
import { recordKey } from "@/lib/record/record-key";
import {
  BEFORE_FIRST,
  type RecordLine,
  signLine,
  type UnsignedLine,
} from "@/lib/record/record-line";

/** What becomes a line of a workspace's record. */
export interface Entry extends Omit<UnsignedLine, "n" | "at" | "previous"> {
  workspaceId: string;
  /** The event that it is, or that it is the receipt of. */
  eventId: string;
  /** Null for the time at which the line is added, by the database's clock. */
  at: string | null;
}

/** A line with what its row needs. */
export interface AppendedLine extends RecordLine {
  workspaceId: string;
  eventId: string;
}

/**
 * A process that is stopped while it holds the end of a chain must not keep others waiting for longer. Signing a line
 * takes a tenth of a millisecond, and on a busy machine some.
 */
const lockLimitMs = (lines: number) => 2_000 + lines * 5;

/**
 * Adds lines to the chains of their workspaces, in the order given. The ends of the chains stay locked until the
 * transaction ends, so call it as the last thing in the transaction, and once: whoever holds the end of a chain waits
 * for nobody.
 * @param store makes the parts of a `WITH` that store what the lines say; without it, that is stored already
 */
export async function appendLines(
  tx: Pick<Database, "execute">,
  entries: readonly Entry[],
  store: (lines: AppendedLine[]) => SQL[] = () => [],
): Promise<AppendedLine[]> {
  const ends = await lockEnds(tx, entries);
  const lines = entries.map((entry) => addTo(ends, entry));
  await tx.execute(sql`WITH ${sql.join([...store(lines), insertLines(lines)], sql`, `)}
    UPDATE audit_chain c SET n = given.n, hash = given.hash
    FROM ${rowsGiven([...ends.values()], sql`"workspaceId" text, n int, hash text`)}
    WHERE c.workspace_id = given."workspaceId"`);
  return lines;
}

const endColumns = {
  workspaceId: sql<string>`known.workspace_id`,
  n: sql<number>`known.n`,
  hash: sql<string>`known.hash`,
  now: sql<string>`clock_timestamp()`,
};

type ChainEnd = RowOf<typeof endColumns>;

/**
 * Locks the ends of chains in one order, after the rows of the workspaces, which the new events refer to. The first
 * line of a workspace makes its row.
 */
async function lockEnds(
  tx: Pick<Database, "execute">,
  entries: readonly Entry[],
): Promise<Map<string, ChainEnd>> {
  const workspaceIds = [...new Set(entries.map(({ workspaceId }) => workspaceId))];
  const limit = `${lockLimitMs(entries.length)}ms`;
  const ends = await rowsOf(
    endColumns,
    (list) => sql`WITH held AS MATERIALIZED (
        SELECT o.id, set_config('idle_in_transaction_session_timeout', ${limit}, true) FROM organization o
        WHERE o.id IN ${among(workspaceIds)}
        ORDER BY o.id FOR KEY SHARE)
      INSERT INTO audit_chain AS known (workspace_id, n, hash)
      SELECT id, 0, ${BEFORE_FIRST} FROM held ORDER BY id
      ON CONFLICT (workspace_id) DO UPDATE SET n = known.n RETURNING ${list}`,
    tx,
  );
  return new Map(ends.map((end) => [end.workspaceId, end]));
}

function addTo(
  ends: Map<string, ChainEnd>,
  { workspaceId, eventId, ...said }: Entry,
): AppendedLine {
  const end = ends.get(workspaceId);
  if (!end) throw new Error("there is no such workspace to record something in");
  const { id, actor, action, target, address, data } = said;
  const at = said.at ?? new Date(end.now).toISOString();
  const unsigned = { id, at, actor, action, target, address, data, previous: end.hash };
  end.n += 1;
  const line = { n: end.n, ...unsigned };
  const signed = signLine(line, recordKey());
  end.hash = signed.hash;
  return { ...line, ...signed, workspaceId, eventId };
}

function insertLines(lines: AppendedLine[]): SQL {
  const columns = lines.map(({ actor, action, target, address, data, ...line }) => line);
  return sql`lines AS (
    INSERT INTO audit_line (workspace_id, n, id, event_id, at, previous, hash, signature)
    SELECT * FROM ${rowsGiven(
      columns,
      sql`"workspaceId" text, n int, id text, "eventId" text, at timestamptz,
      previous text, hash text, signature text`,
    )})`;
}

/** The values as rows of a table `given`. */
export const rowsGiven = (values: object[], columns: SQL): SQL =>
  sql`jsonb_to_recordset(${JSON.stringify(values)}::jsonb) AS given(${columns})`;
