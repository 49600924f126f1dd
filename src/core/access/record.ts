import { type SQL, sql } from "drizzle-orm";
import { beforeCommit, isTransaction } from "@/db/before-commit";
import { type Database, db } from "@/db/client";
import type { Receipt } from "@/lib/api-types";
import { processWide } from "@/lib/process-wide";
import { type AppendedLine, appendLines, type Entry, rowsGiven } from "./chain/append-lines";
import { type AuditDraft, type Recorded, toEvent, toReceipt } from "./chain/entries";

export type { AuditDraft, Recorded };

declare module "@/lib/process-wide" {
  interface ProcessWide {
    /** What goes on record at the end of each open transaction. The key is the transaction. */
    unwritten?: WeakMap<object, Entry[]>;
  }
}

/**
 * Puts an event on record, in the transaction of the change itself if there is one. See `recordEvents`.
 */
export async function recordEvent(
  draft: AuditDraft,
  on?: Pick<Database, "execute">,
): Promise<Recorded> {
  const [recorded] = await recordEvents([draft], on);
  if (!recorded) throw new Error("an event is not on record");
  return recorded;
}

/**
 * Puts events on record, in the transaction of the change itself if there is one. They are written at the end of the
 * transaction, all that it records in two statements, each event with its signed line. So nobody waits for the record
 * of a workspace for longer than another commit takes, and the lock on it comes after every other lock.
 * @returns the events; their time, by the database's clock, is known once the transaction has committed
 */
export async function recordEvents(
  drafts: readonly AuditDraft[],
  on: Pick<Database, "execute"> = db(),
): Promise<Recorded[]> {
  const events = drafts.map(toEvent);
  await writeEntries(events, on);
  return events;
}

/**
 * Adds the result of a cut to the events that it belongs to, each in a line of its own, all in one transaction.
 */
export async function recordReceipts(events: readonly Recorded[], receipt: Receipt): Promise<void> {
  await writeEntries(
    events.map((event) => toReceipt(event, receipt)),
    db(),
  );
}

/** Writes entries at the end of the transaction `on`, or in one of their own if it is none. */
export async function writeEntries(
  entries: Entry[],
  on: Pick<Database, "execute"> = db(),
): Promise<void> {
  if (entries.length === 0) return;
  if (!isTransaction(on)) {
    await db().transaction((tx) => writeEntries(entries, tx));
    return;
  }
  const slot = processWide();
  slot.unwritten ??= new WeakMap();
  const unwritten = slot.unwritten.get(on);
  if (unwritten) {
    unwritten.push(...entries);
    return;
  }
  const list = [...entries];
  slot.unwritten.set(on, list);
  beforeCommit(on, () => writeAll(on, list));
}

async function writeAll(tx: Pick<Database, "execute">, entries: Entry[]): Promise<void> {
  const lines = await appendLines(tx, entries, (added) => {
    const events = added.filter((line) => line.id === line.eventId);
    const receipts = added.filter((line) => line.id !== line.eventId);
    return [
      ...(events.length > 0 ? [insertEvents(events)] : []),
      ...(receipts.length > 0 ? [insertReceipts(receipts)] : []),
    ];
  });
  for (const [i, entry] of entries.entries()) entry.at = lines[i]?.at ?? entry.at;
}

function insertEvents(lines: AppendedLine[]): SQL {
  const columns = lines.map(({ id, workspaceId, at, actor, action, target, address, data }) => ({
    ...{ id, workspaceId, at, action, address, data },
    ...{ actorId: actor?.id ?? null, actorName: actor?.name ?? null },
    ...{ targetType: target.type, targetId: target.id, targetName: target.name },
  }));
  return sql`events AS (
    INSERT INTO audit_event (id, workspace_id, at, actor_id, actor_name, action, target_type, target_id, target_name,
      address, data)
    SELECT * FROM ${rowsGiven(
      columns,
      sql`id text, "workspaceId" text, at timestamptz, "actorId" text, "actorName" text, action text,
        "targetType" text, "targetId" text, "targetName" text, address text, data jsonb`,
    )})`;
}

function insertReceipts(lines: AppendedLine[]): SQL {
  const columns = lines.map(({ eventId, data: { receipt } }) => ({ eventId, receipt }));
  return sql`receipts AS (
    INSERT INTO audit_receipt (event_id, receipt)
    SELECT * FROM ${rowsGiven(columns, sql`"eventId" text, receipt jsonb`)})`;
}
