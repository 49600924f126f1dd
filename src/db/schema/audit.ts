import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
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

/**
 * A line of a workspace's record: an event, or its receipt. It has what makes the line part of the chain; what it says is
 * in `audit_event` and `audit_receipt`, from which it is written anew. So what is shown is what is signed. Append-only,
 * as the event is. See `docs/record-format.md`.
 */
export const auditLine = pgTable(
  "audit_line",
  {
    workspaceId: text("workspace_id").notNull(),
    n: integer("n").notNull(),
    /** That of the event. A receipt's line has an id of its own. */
    id: text("id").notNull(),
    eventId: text("event_id")
      .notNull()
      .references(() => auditEvent.id, { onDelete: "cascade" }),
    at: at("at").notNull(),
    previous: text("previous").notNull(),
    hash: text("hash").notNull(),
    signature: text("signature").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.n] }),
    uniqueIndex("audit_line_event_idx").on(t.eventId, sql`(${t.id} = ${t.eventId})`),
  ],
);

/**
 * The last line of each workspace. Its row is locked by whoever adds lines, as the last lock before the commit. It
 * stays when old lines are deleted.
 */
export const auditChain = pgTable("audit_chain", {
  workspaceId: text("workspace_id")
    .primaryKey()
    .references(() => organization.id, { onDelete: "cascade" }),
  n: integer("n").notNull(),
  hash: text("hash").notNull(),
  /** The first of the lines that are being written long after their events; null when none are. */
  lateFrom: integer("late_from"),
});
