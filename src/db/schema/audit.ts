import { sql } from "drizzle-orm";
import { index, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import type { AuditEvent } from "@/lib/api-types";
import type { AuditAction } from "@/lib/audit-kinds";
import { at } from "./at";
import { organization } from "./auth";

/**
 * Append-only: triggers refuse UPDATE, DELETE and TRUNCATE. Names are copied, so that an event outlives what it names.
 */
export const auditEvent = pgTable(
  "audit_event",
  {
    id: text("id").primaryKey(),
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => organization.id, { onDelete: "cascade" }),
    at: at("at").notNull().defaultNow(),
    actorId: text("actor_id"),
    actorName: text("actor_name"),
    action: text("action").$type<AuditAction>().notNull(),
    targetType: text("target_type").$type<AuditEvent["target"]["type"]>().notNull(),
    targetId: text("target_id").notNull(),
    targetName: text("target_name").notNull(),
    address: text("address"),
    data: jsonb("data").$type<Record<string, unknown>>().notNull().default({}),
  },
  (t) => [
    index("audit_event_workspace_idx").on(t.workspaceId, t.at, t.id),
    /** This and the following indexes are for the filters of the audit page. */
    index("audit_event_target_idx").on(t.workspaceId, t.targetId, t.at, t.id),
    index("audit_event_denied_idx")
      .on(t.workspaceId, t.at, t.id)
      .where(sql`${t.action} = 'access.denied'`),
    index("audit_event_cuts_idx")
      .on(t.workspaceId, t.at, t.id)
      .where(
        sql`${t.action} in ('guest.locked', 'guest.expired', 'guest.removed', 'member.removed', 'session.revoked')`,
      ),
    index("audit_event_members_idx")
      .on(t.workspaceId, t.at, t.id)
      .where(sql`${t.action} like 'member.%'`),
    index("audit_event_removed_idx")
      .on(t.workspaceId, sql`(${t.data} ->> 'userId')`)
      .where(sql`${t.action} in ('guest.removed', 'guest.left', 'member.removed', 'member.left')`),
    index("audit_event_cut_idx")
      .on(t.targetId, t.at, t.id)
      .where(sql`${t.action} in ('guest.locked', 'guest.expired')`),
  ],
);

/** The receipt of a cut. It is known only after the commit, so it is a row of its own: the event is never updated. */
export const auditReceipt = pgTable("audit_receipt", {
  eventId: text("event_id")
    .primaryKey()
    .references(() => auditEvent.id, { onDelete: "cascade" }),
  receipt: jsonb("receipt").notNull(),
});
