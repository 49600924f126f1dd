import { and, asc, eq, gte, inArray, lt, notInArray, or, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { auditEvent, auditReceipt } from "@/db/schema";
import type { AuditEvent } from "@/lib/api-types";
import type { AuditAction } from "@/lib/audit-kinds";
import type { Principal } from "../access/principal";
import { type AuditFilter, toEvent } from "./list-events";

/** What is about a guest and changes nothing of their access. */
const NO_CHANGE: AuditAction[] = ["guest.viewed", "guest.picture_changed", "access.denied"];

/**
 * Every event about the access of one guest, the oldest first: the invitation by which they came, and how they became a
 * guest if they were a member. Those of a range of time where one is asked for. The caller has authorized.
 */
export async function listEventsAbout(
  { workspace }: Principal,
  guestId: string,
  { since, before }: Pick<AuditFilter, "since" | "before"> = {},
): Promise<AuditEvent[]> {
  const { targetId, action, data, workspaceId, at, id } = auditEvent;
  const inviteIds = sql`(SELECT e.data ->> 'inviteId' FROM audit_event e
    WHERE e.workspace_id = ${workspace.id} AND e.target_id = ${guestId} AND e.action = 'guest.joined')`;
  const found = await db()
    .select({ event: auditEvent, receipt: auditReceipt.receipt })
    .from(auditEvent)
    .leftJoin(auditReceipt, eq(auditReceipt.eventId, id))
    .where(
      and(
        eq(workspaceId, workspace.id),
        notInArray(action, NO_CHANGE),
        since && gte(at, since),
        before && lt(at, before),
        or(
          eq(targetId, guestId),
          and(inArray(action, ["guest.invited"]), sql`${targetId} IN ${inviteIds}`),
          and(eq(action, "member.demoted"), sql`${data} ->> 'guestId' = ${guestId}`),
        ),
      ),
    )
    .orderBy(asc(at), asc(id));
  return found.map(({ event, receipt }) => toEvent(event, receipt));
}
