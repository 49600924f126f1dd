import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { at } from "./at";
import { organization, user } from "./auth";

/** Somebody has not heard what was said after one place, and up to another one once they are back. */
export interface Absence {
  userId: string;
  after: number;
  until?: number;
  /** How far they had read when they were taken out. */
  read: number;
}

export const channel = pgTable(
  "channel",
  {
    id: text("id").primaryKey(),
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => organization.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    topic: text("topic").notNull().default(""),
    visibility: text("visibility").$type<"public" | "private">().notNull(),
    /**
     * `channel`, `direct`, or `import` while it is being filled and nobody may see it.
     * A direct conversation has no name: it is found by `directKey`, the ids of its people in order.
     */
    kind: text("kind").notNull().default("channel"),
    directKey: text("direct_key"),
    lastSeq: integer("last_seq").notNull().default(0),
    lastRev: integer("last_rev").notNull().default(0),
    /**
     * Of a direct conversation: who was taken out of it, and between which places they were away. In the row that
     * every change of the conversation locks, so that a message knows from whom it is hidden.
     */
    absences: jsonb("absences").$type<Absence[]>(),
    createdBy: text("created_by").references(() => user.id),
    createdAt: at("created_at").notNull().defaultNow(),
    archivedAt: at("archived_at"),
  },
  (t) => [
    uniqueIndex("channel_workspace_name_idx")
      .on(t.workspaceId, sql`lower(${t.name})`)
      .where(sql`${t.kind} = 'channel'`),
    uniqueIndex("channel_direct_key_idx").on(t.workspaceId, t.directKey),
  ],
);

/** The only list of who is in what, members and guests alike. */
export const channelMember = pgTable(
  "channel_member",
  {
    channelId: text("channel_id")
      .notNull()
      .references(() => channel.id, { onDelete: "cascade" }),
    userId: text("user_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    lastReadSeq: integer("last_read_seq").notNull().default(0),
    /** Muted channels count nothing but mentions. */
    mutedAt: at("muted_at"),
    joinedAt: at("joined_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.channelId, t.userId] }),
    index("channel_member_user_idx").on(t.userId),
  ],
);
