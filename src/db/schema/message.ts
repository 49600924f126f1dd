import {
  type AnyPgColumn,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { user } from "./auth";
import { channel } from "./channel";

const at = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

export const message = pgTable(
  "message",
  {
    id: text("id").primaryKey(),
    channelId: text("channel_id")
      .notNull()
      .references(() => channel.id, { onDelete: "cascade" }),
    /** Place in the channel, 1, 2, 3 … without a gap. */
    seq: integer("seq").notNull(),
    /** The channel's `lastRev` at the latest change of this message. */
    rev: integer("rev").notNull(),
    authorId: text("author_id")
      .notNull()
      .references(() => user.id),
    /** Whether the author was a guest when writing: stays true after the guest is removed. */
    authorGuest: boolean("author_guest").notNull(),
    body: text("body").notNull(),
    parentId: text("parent_id").references((): AnyPgColumn => message.id),
    clientId: text("client_id").notNull(),
    /** `{ emoji: [userId, …] }`: kept in the row so that a toggle is one statement on one locked row. */
    reactions: jsonb("reactions").$type<Record<string, string[]>>().notNull().default({}),
    createdAt: at("created_at").notNull().defaultNow(),
    editedAt: at("edited_at"),
    deletedAt: at("deleted_at"),
  },
  (t) => [
    uniqueIndex("message_channel_seq_idx").on(t.channelId, t.seq),
    uniqueIndex("message_channel_rev_idx").on(t.channelId, t.rev),
    uniqueIndex("message_author_client_idx").on(t.authorId, t.clientId),
    index("message_parent_idx").on(t.parentId),
  ],
);
