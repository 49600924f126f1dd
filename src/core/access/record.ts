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

/**
 * Puts an event on record, in the transaction of the change itself if there is one.
 * @returns the event's id, and its time by the database's clock
 */
export async function recordEvent(
  draft: AuditDraft,
  on: Pick<Database, "insert"> = db(),
): Promise<{ id: string; at: Date }> {
  const id = uuidv7();
  const byOperator = draft.actor === "operator";
  const actor = draft.actor === "operator" ? null : draft.actor;
  const event = {
    id,
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
  const [recorded] = await on.insert(auditEvent).values(event).returning({ at: auditEvent.at });
  if (!recorded) throw new Error("an event is not on record");
  return { id, at: new Date(recorded.at) };
}

/** Adds the result of its cut to an event. */
export async function recordReceipt(eventId: string, receipt: Receipt): Promise<void> {
  await db().insert(auditReceipt).values({ eventId, receipt });
}
