import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  boolean,
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { at } from "./at";
import type { MessageFile } from "@/lib/api-types";
import { user } from "./auth";
import { channel } from "./channel";

const tsvector = customType<{ data: string }>({ dataType: () => "tsvector" });

export const message = pgTable(
  "message",
  {
    id: text("id").primaryKey(),
    channelId: text("channel_id")
      .notNull()
      .references(() => channel.id, { onDelete: "cascade" }),
    /** The position in the channel: 1, 2, 3 … without a gap. */
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
    /** Whether everyone in the channel is mentioned. */
    mentionsAll: boolean("mentions_all").notNull().default(false),
    /** What a page shows of the message's files: a copy, so that reading messages needs one table only. */
    files: jsonb("files").$type<MessageFile[]>().notNull().default([]),
    pinnedAt: at("pinned_at"),
    pinnedBy: text("pinned_by").references(() => user.id),
    /**
     * For search: the words of the body and of the files' names, as `core/messages/message-words.ts` makes them. Null for
     * a deleted message, and for one whose words are still to be made: see `fill-words.ts`.
     */
    words: tsvector("words"),
    createdAt: at("created_at").notNull().defaultNow(),
    editedAt: at("edited_at"),
    deletedAt: at("deleted_at"),
  },
  (t) => [
    uniqueIndex("message_channel_seq_idx").on(t.channelId, t.seq),
    uniqueIndex("message_channel_rev_idx").on(t.channelId, t.rev),
    uniqueIndex("message_author_client_idx").on(t.authorId, t.clientId),
    index("message_parent_idx").on(t.parentId, t.id).where(sql`${t.parentId} is not null`),
    /** For a search that goes through a channel's messages, newest first. */
    index("message_channel_id_idx").on(t.channelId, t.id),
    index("message_words_idx").using("gin", t.words),
    index("message_without_words_idx")
      .on(t.id)
      .where(sql`${t.words} is null and ${t.deletedAt} is null`),
    /** For `has:` searches (link, file, reaction): each index has only the messages that match. */
    index("message_link_idx")
      .on(t.channelId, t.id)
      .where(sql`${t.body} ~ 'https?://' and ${t.deletedAt} is null`),
    index("message_file_idx")
      .on(t.channelId, t.id)
      .where(sql`${t.files} <> '[]'::jsonb and ${t.deletedAt} is null`),
    index("message_reaction_idx")
      .on(t.channelId, t.id)
      .where(sql`${t.reactions} <> '{}'::jsonb and ${t.deletedAt} is null`),
    index("message_pinned_idx").on(t.channelId, t.pinnedAt).where(sql`${t.pinnedAt} is not null`),
    index("message_mentions_all_idx").on(t.channelId, t.seq).where(sql`${t.mentionsAll}`),
    /** What does not count as unread: see `core/channels/unread-count.ts`. */
    index("message_uncounted_idx")
      .on(t.channelId, t.seq)
      .where(sql`${t.parentId} is not null or ${t.deletedAt} is not null`),
    index("message_own_idx")
      .on(t.authorId, t.channelId, t.seq)
      .where(sql`${t.parentId} is null and ${t.deletedAt} is null`),
  ],
);

/**
 * One row for each person whom a message mentions by name or with `@here`, to count unread mentions. Also one row for each follower of
 * a thread who has not seen an answer in it.
 */
export const mention = pgTable(
  "mention",
  {
    userId: text("user_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    channelId: text("channel_id")
      .notNull()
      .references(() => channel.id, { onDelete: "cascade" }),
    seq: integer("seq").notNull(),
    /** Set for an answer in a thread that the user follows. The row is deleted when the user has seen the thread. */
    threadId: text("thread_id"),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.channelId, t.seq] }),
    /** For whom a message mentions: an edit changes that, and they follow its thread. */
    index("mention_message_idx").on(t.channelId, t.seq),
    index("mention_thread_idx")
      .on(t.userId, t.channelId, t.threadId)
      .where(sql`${t.threadId} is not null`),
  ],
);

/** Who follows a thread, and who has chosen not to follow it. */
export const threadFollow = pgTable(
  "thread_follow",
  {
    messageId: text("message_id")
      .notNull()
      .references(() => message.id, { onDelete: "cascade" }),
    userId: text("user_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    following: boolean("following").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.messageId, t.userId] }),
    index("thread_follow_user_idx").on(t.userId).where(sql`${t.following}`),
  ],
);
