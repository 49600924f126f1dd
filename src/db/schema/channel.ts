import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { at } from "./at";
import { organization, user } from "./auth";

/** A user was out of a direct conversation for a time, and may not see its messages of that time. */
export interface Absence {
  userId: string;
  /** Messages with a greater `seq` are hidden from the user … */
  after: number;
  /** … up to this one, inclusive. Missing while the user is still out. */
  until?: number;
  /** The user's `lastReadSeq` when they were taken out. */
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
    /**
     * The name as names are compared: `lib/name-key.ts`. Null for a conversation without a name. Where a channel had the
     * name of another one before such keys, its own ends with its id.
     */
    nameKey: text("name_key"),
    topic: text("topic").notNull().default(""),
    visibility: text("visibility").$type<"public" | "private">().notNull(),
    /**
     * `channel`, `direct`, or `import`: an import is filling it, and nobody may see it yet.
     * A direct conversation has no name: `directKey`, the sorted ids of its people, identifies it.
     */
    kind: text("kind").notNull().default("channel"),
    directKey: text("direct_key"),
    lastSeq: integer("last_seq").notNull().default(0),
    lastRev: integer("last_rev").notNull().default(0),
    /**
     * Only for a direct conversation: who was taken out of it, and which messages are hidden from them. It is in this
     * row because every new message locks this row, so that it is decided in order from whom a message is hidden.
     */
    absences: jsonb("absences").$type<Absence[]>(),
    createdBy: text("created_by").references(() => user.id),
    createdAt: at("created_at").notNull().defaultNow(),
    archivedAt: at("archived_at"),
  },
  (t) => [
    uniqueIndex("channel_workspace_name_key_idx")
      .on(t.workspaceId, t.nameKey)
      .where(sql`${t.kind} = 'channel'`),
    uniqueIndex("channel_direct_key_idx").on(t.workspaceId, t.directKey),
  ],
);

/** Who is in which channel: the only list, for members and guests alike. */
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
    /** Set when the user has muted the channel: only mentions count as unread then. */
    mutedAt: at("muted_at"),
    /** Set when the user keeps the channel at the top of their sidebar. */
    starredAt: at("starred_at"),
    joinedAt: at("joined_at").notNull().defaultNow(),
    /** A guest reads only what was written from this time on. Null: everything. Always null for a member. */
    historyFrom: at("history_from"),
    /** The `seq` of the last message before `historyFrom`, so that nobody goes through all that is hidden. */
    hiddenUpTo: integer("hidden_up_to"),
    /** When a guest's access to this channel ends. Null: it ends with the guest's access. Always null for a member. */
    expiresAt: at("expires_at"),
  },
  (t) => [
    primaryKey({ columns: [t.channelId, t.userId] }),
    index("channel_member_user_idx").on(t.userId),
    index("channel_member_expires_idx").on(t.expiresAt).where(sql`${t.expiresAt} is not null`),
  ],
);
