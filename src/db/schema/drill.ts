import { boolean, index, integer, pgTable, text } from "drizzle-orm/pg-core";
import { at } from "./at";
import { organization, user } from "./auth";

/** The figures of a drill: a made-up guest was let in on every node, written to, revoked and watched. */
export const drill = pgTable(
  "drill",
  {
    id: text("id").primaryKey(),
    /** The workspace whose admin asked for it. Null: the operator or the schedule did, for the whole installation. */
    workspaceId: text("workspace_id").references(() => organization.id, { onDelete: "cascade" }),
    at: at("at").notNull(),
    ok: boolean("ok").notNull(),
    connections: integer("connections").notNull(),
    nodesExpected: integer("nodes_expected").notNull(),
    nodesConfirmed: integer("nodes_confirmed").notNull(),
    /** Null: the drill could not be finished. */
    answeredMs: integer("answered_ms"),
    /** Null: a connection was not seen to close. */
    lastClosedMs: integer("last_closed_ms"),
    deliveredAfter: integer("delivered_after").notNull(),
    /** The limit that it was judged by. */
    limitMs: integer("limit_ms").notNull(),
  },
  (t) => [index("drill_at_idx").on(t.at)],
);

/**
 * The drill that is running: there is one row at most. It names what was made up for it, so that lists leave it out and
 * whoever comes next clears it away if the process that runs the drill ends.
 */
export const drillRun = pgTable("drill_run", {
  /** Always "this". */
  id: text("id").primaryKey(),
  drillId: text("drill_id").notNull(),
  /** The node that runs it. */
  nodeId: text("node_id").notNull(),
  begunAt: at("begun_at").notNull(),
  workspaceId: text("workspace_id")
    .notNull()
    .references(() => organization.id, { onDelete: "cascade" }),
  /** The made-up member who writes. */
  hostId: text("host_id")
    .notNull()
    .references(() => user.id),
  /** The made-up guest. */
  guestUserId: text("guest_user_id")
    .notNull()
    .references(() => user.id),
});

/** When the next drill of the schedule is due. The node that moves the time on runs it. */
export const drillDue = pgTable("drill_due", {
  /** Always "due". */
  id: text("id").primaryKey(),
  at: at("at").notNull(),
});
