import { and, asc, eq, gte, lt, notInArray, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { auditEvent, auditReceipt } from "@/db/schema";
import type { AuditEvent } from "@/lib/api-types";
import type { AuditAction } from "@/lib/audit-kinds";
import type { Principal } from "../access/principal";
import { type AuditFilter, toEvent } from "./list-events";

/** What is about a guest and changes nothing of their access. Who is refused is somebody else, with their address. */
const NO_CHANGE: AuditAction[] = ["guest.viewed", "guest.picture_changed", "access.denied"];

/** The condition that an event about a guest belongs to what is reported of them, and proven to others. */
export const changesAccess = (action: SQLWrapper) => notInArray(action, NO_CHANGE);

/**
 * Every event about the access of one guest, the oldest first: the invitation by which they came, and how they became a
 * guest if they were a member. Those of a range of time where one is asked for. The caller has authorized.
 */
export async function listEventsAbout(
  { workspace }: Principal,
  guestId: string,
  { since, before }: Pick<AuditFilter, "since" | "before"> = {},
): Promise<AuditEvent[]> {
  const { id, action, at } = auditEvent;
  const found = await db()
    .select({ event: auditEvent, receipt: auditReceipt.receipt })
    .from(auditEvent)
    .leftJoin(auditReceipt, eq(auditReceipt.eventId, id))
    .where(
      and(
        sql`${id} IN (${eventIds(workspace.id, guestId)})`,
        changesAccess(action),
        since && gte(at, since),
        before && lt(at, before),
      ),
    )
    .orderBy(asc(at), asc(id));
  return found.map(({ event, receipt }) => toEvent(event, receipt));
}

/** Three statements, and not one with OR: each finds its events by an index, however long the record is. */
function eventIds(workspaceId: string, guestId: string): SQL {
  const about = sql`e.workspace_id = ${workspaceId} AND e.target_id = ${guestId}`;
  return sql`SELECT e.id FROM audit_event e WHERE ${about}
    UNION SELECT i.id FROM audit_event i WHERE i.workspace_id = ${workspaceId} AND i.action = 'guest.invited'
      AND i.target_id IN (SELECT e.data ->> 'inviteId' FROM audit_event e
        WHERE ${about} AND e.action = 'guest.joined')
    UNION ${demotionTo(workspaceId, guestId)}`;
}

/**
 * The ids of the events by which a member became this guest: they are about the member, and name the guest beside. To be
 * joined by UNION. With OR, or without the condition of the index of members' events, the whole record is read.
 */
export function demotionTo(workspaceId: string, guestId: string): SQL {
  return sql`SELECT d.id FROM audit_event d WHERE d.workspace_id = ${workspaceId} AND d.action LIKE 'member.%'
    AND d.action = 'member.demoted' AND d.data ->> 'guestId' = ${guestId}`;
}
