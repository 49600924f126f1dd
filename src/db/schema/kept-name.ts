import { sql } from "drizzle-orm";
import { index, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { organization, user } from "./auth";

/**
 * The names as they were when a user's access to a workspace ended: the user's own there, and the workspace's for the
 * user. A row is written at a removal, or before the first change of a name after the end. It is deleted when access
 * begins again. Where there is no row, no name has changed since the end.
 */
export const keptName = pgTable(
  "kept_name",
  {
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => organization.id, { onDelete: "cascade" }),
    userId: text("user_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    /** The id of their picture's bytes in the file store. */
    image: text("image"),
    /** This, and the name and address of whom a guest may ask, are shown on the locked screen. */
    workspaceName: text("workspace_name").notNull(),
    sponsorName: text("sponsor_name"),
    sponsorEmail: text("sponsor_email"),
    /** Whose these are, by user id: they are shown as long as that person is a member. Null: that was not kept yet. */
    contactId: text("contact_id"),
    contactAs: text("contact_as").$type<"sponsor" | "inviter">().notNull().default("sponsor"),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.userId] }),
    index("kept_name_user_idx").on(t.userId),
    index("kept_name_image_idx").on(t.image).where(sql`${t.image} is not null`),
  ],
);
