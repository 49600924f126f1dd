import { and, desc, eq, lt } from "drizzle-orm";
import { db } from "@/db/client";
import { auditEvent, auditReceipt } from "@/db/schema";
import type { AuditEvent, Receipt } from "@/lib/api-types";
import { authorize } from "../access/authorize";
import type { Principal } from "../access/principal";

const PAGE = 50;

/**
 * One page of the workspace's record, newest first.
 * @param cursor `next` of the page before
 * @throws AppError FORBIDDEN
 */
export async function listEvents(
  principal: Principal,
  cursor?: string,
): Promise<{ events: AuditEvent[]; next: string | null }> {
  await authorize(principal, "audit.read");
  const found = await db()
    .select({ event: auditEvent, receipt: auditReceipt.receipt })
    .from(auditEvent)
    .leftJoin(auditReceipt, eq(auditReceipt.eventId, auditEvent.id))
    .where(
      and(
        eq(auditEvent.workspaceId, principal.workspace.id),
        cursor === undefined ? undefined : lt(auditEvent.id, cursor),
      ),
    )
    .orderBy(desc(auditEvent.id))
    .limit(PAGE + 1);
  const events = found.slice(0, PAGE).map(({ event, receipt }) => toEvent(event, receipt));
  return { events, next: found.length > PAGE ? (events.at(-1)?.id ?? null) : null };
}

function toEvent(event: typeof auditEvent.$inferSelect, receipt: unknown): AuditEvent {
  return {
    id: event.id,
    at: event.at.toISOString(),
    actor: event.actorId === null ? null : { id: event.actorId, name: event.actorName ?? "" },
    action: event.action,
    target: { type: event.targetType, id: event.targetId, name: event.targetName },
    data: {
      ...event.data,
      ...(event.address !== null && { address: event.address }),
      ...(receipt !== null && { receipt: receipt as Receipt }),
    },
  };
}
