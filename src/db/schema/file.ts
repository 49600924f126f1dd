import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { at } from "./at";
import { organization, user } from "./auth";
import { channel } from "./channel";
import { message } from "./message";

/** An upload. Its bytes are stored under its id. It belongs to one message, once that message is sent. */
export const file = pgTable(
  "file",
  {
    id: text("id").primaryKey(),
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => organization.id, { onDelete: "cascade" }),
    channelId: text("channel_id")
      .notNull()
      .references(() => channel.id, { onDelete: "cascade" }),
    uploaderId: text("uploader_id")
      .notNull()
      .references(() => user.id),
    /** Null until the message is sent. */
    messageId: text("message_id").references(() => message.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    /** The words of its name, in order, for the words of its message. Null for an upload from before they were kept. */
    words: jsonb("words").$type<string[]>(),
    /** The media type, recognised from the content and not from the name. */
    type: text("type").notNull(),
    size: integer("size").notNull(),
    /** In pixels; only for images that are shown in the message. */
    width: integer("width"),
    height: integer("height"),
    createdAt: at("created_at").notNull().defaultNow(),
  },
  (t) => [
    index("file_message_idx").on(t.messageId),
    index("file_created_idx").on(t.createdAt),
    index("file_unsent_idx").on(t.uploaderId).where(sql`${t.messageId} IS NULL`),
  ],
);
