import { sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { type Database, db } from "@/db/client";
import { auditEvent, auditReceipt } from "@/db/schema";
import type { AuditEvent, Receipt } from "@/lib/api-types";
import type { AuditAction } from "@/lib/audit-kinds";
import { currentAddress } from "./requests";

export interface AuditDraft {
  workspaceId: string;
  /** Null when time or the system acted. `data.operator` marks what the operator did. */
  actor: { id: string; name: string } | "operator" | null;
  action: AuditAction;
  target: AuditEvent["target"];
  data?: Record<string, unknown>;
}

export interface Recorded {
  id: string;
  /** By the database's clock. */
  at: Date;
}

/** Puts an event on record, in the transaction of the change itself if there is one. */
export async function recordEvent(
  draft: AuditDraft,
  on: Pick<Database, "insert"> = db(),
): Promise<Recorded> {
  const [recorded] = await recordEvents([draft], on);
  if (!recorded) throw new Error("an event is not on record");
  return recorded;
}

/** As `recordEvent`, for many events in one statement. */
export async function recordEvents(
  drafts: AuditDraft[],
  on: Pick<Database, "insert"> = db(),
): Promise<Recorded[]> {
  if (drafts.length === 0) return [];
  const { id, at } = auditEvent;
  const recorded = await on.insert(auditEvent).values(drafts.map(toEvent)).returning({ id, at });
  return recorded.map((event) => ({ id: event.id, at: new Date(event.at) }));
}

function toEvent(draft: AuditDraft) {
  const byOperator = draft.actor === "operator";
  const actor = draft.actor === "operator" ? null : draft.actor;
  return {
    id: uuidv7(),
    workspaceId: draft.workspaceId,
    actorId: actor?.id ?? null,
    actorName: actor?.name ?? null,
    action: draft.action,
    targetType: draft.target.type,
    targetId: draft.target.id,
    targetName: draft.target.name,
    // The time now, not when the transaction began: it may have waited for others, whose changes came before this one.
    at: sql`clock_timestamp()`,
    address: currentAddress(),
    data: { ...draft.data, ...(byOperator && { operator: true }) },
  };
}

/** Adds the result of a cut to the events of those who were cut together. */
export async function recordReceipt(eventIds: string[], receipt: Receipt): Promise<void> {
  if (eventIds.length === 0) return;
  await db()
    .insert(auditReceipt)
    .values(eventIds.map((eventId) => ({ eventId, receipt })));
}
