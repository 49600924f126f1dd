import { and, desc, eq, gte, inArray, like, lt, type SQL, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { auditEvent, auditReceipt } from "@/db/schema";
import type { AuditEvent, AuditPage, Receipt } from "@/lib/api-types";
import { type AuditKind, CUT_ACTIONS } from "@/lib/audit-kinds";
import { authorize } from "../access/authorize";
import type { Principal } from "../access/principal";

const EVENTS_A_PAGE = 50;

export interface AuditFilter {
  kind?: AuditKind | undefined;
  /** The id of the person or thing that an event is about: a guest, a member, an invitation, … */
  target?: string | undefined;
  /** Text in the names, the address, the reason or the action. Upper and lower case make no difference. */
  text?: string | undefined;
  /** Only events since this time, and only those before this one. */
  since?: Date | undefined;
  before?: Date | undefined;
}

/**
 * Reads one page of the workspace's audit record, newest first.
 * @param cursor `next` of the page before
 * @throws AppError FORBIDDEN
 */
export async function listEvents(
  principal: Principal,
  filter: AuditFilter = {},
  cursor?: string,
): Promise<AuditPage> {
  await authorize(principal, "audit.read");
  return readEvents(principal, filter, cursor, EVENTS_A_PAGE);
}

/** As `listEvents`, in pages of another size. Call `authorize` before. */
export async function readEvents(
  principal: Principal,
  { kind, target, text, since, before }: AuditFilter,
  cursor: string | undefined,
  limit: number,
): Promise<AuditPage> {
  const found = await db()
    .select({ event: auditEvent, receipt: auditReceipt.receipt })
    .from(auditEvent)
    .leftJoin(auditReceipt, eq(auditReceipt.eventId, auditEvent.id))
    .where(
      and(
        eq(auditEvent.workspaceId, principal.workspace.id),
        cursor === undefined ? undefined : isBefore(cursor),
        kind && isOfKind(kind),
        target === undefined ? undefined : eq(auditEvent.targetId, target),
        text ? mentions(text) : undefined,
        since && gte(auditEvent.at, since),
        before && lt(auditEvent.at, before),
      ),
    )
    .orderBy(desc(auditEvent.at), desc(auditEvent.id))
    .limit(limit + 1);
  const events = found.slice(0, limit).map(({ event, receipt }) => toEvent(event, receipt));
  return { events, next: found.length > limit ? (events.at(-1)?.id ?? null) : null };
}

/**
 * The condition that an event is older than another one. It compares `at`, which is by the database's clock: an id is
 * by the clock of the node that made it.
 */
function isBefore(eventId: string): SQL {
  const { at, id } = auditEvent;
  return sql`(${at}, ${id}) < (SELECT e.at, e.id FROM audit_event e WHERE e.id = ${eventId})`;
}

function isOfKind(kind: AuditKind): SQL {
  if (kind === "cuts") return inArray(auditEvent.action, [...CUT_ACTIONS]);
  if (kind === "denied") return eq(auditEvent.action, "access.denied");
  return like(auditEvent.action, kind === "guests" ? "guest.%" : "member.%");
}

function mentions(text: string): SQL {
  const { actorName, targetName, action, address, data } = auditEvent;
  return sql`strpos(lower(concat_ws(' ', ${actorName}, ${targetName}, ${action}, ${address},
    ${data} ->> 'reason', ${data} ->> 'email')), lower(${text})) > 0`;
}

/** An event as the public interface has it, with the receipt of its cut. */
export function toEvent(event: typeof auditEvent.$inferSelect, receipt: unknown): AuditEvent {
  return {
    id: event.id,
    at: event.at.toISOString(),
    actor: event.actorId === null ? null : { id: event.actorId, name: event.actorName ?? "" },
    action: event.action,
    target: { type: event.targetType, id: event.targetId, name: event.targetName },
    data: {
      ...event.data,
      ...(event.address !== null && { address: event.address }),
      ...(receipt !== null && { receipt: toReceipt(receipt as Partial<Receipt>) }),
    },
  };
}

/** Receipts that were stored before invitations were counted have no `invites`. */
function toReceipt(stored: Partial<Receipt>): Receipt {
  return { invites: 0, ...stored } as Receipt;
}
