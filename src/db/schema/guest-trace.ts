import { pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { at } from "./at";
import { organization, user } from "./auth";

/**
 * What a guest left in a workspace besides their messages, for the report about them. The rows name the person and not
 * the guest's row, so they are kept when the guest is removed, as the audit record is.
 */

/** A file that a guest has opened, once an hour. Its name is copied: the report outlives the file. */
export const fileDownload = pgTable(
  "file_download",
  {
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => organization.id, { onDelete: "cascade" }),
    userId: text("user_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    fileId: text("file_id").notNull(),
    fileName: text("file_name").notNull(),
    /** The hour of `at`: a page that shows an image again and again makes one row an hour. */
    hour: at("hour").notNull(),
    at: at("at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.userId, t.fileId, t.hour] })],
);

/** A browser or program by which a guest was in a workspace, and from which address. */
export const guestDevice = pgTable(
  "guest_device",
  {
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => organization.id, { onDelete: "cascade" }),
    userId: text("user_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    address: text("address").notNull(),
    userAgent: text("user_agent").notNull(),
    firstAt: at("first_at").notNull(),
    lastAt: at("last_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.userId, t.address, t.userAgent] })],
);
