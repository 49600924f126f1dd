import { sql } from "drizzle-orm";
import { index, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { organization, user } from "./auth";

/**
 * How somebody whose access to a workspace has ended is called there, and what they call it, as both were when it
 * ended. A row is written with a removal, or before the first change after the end, and goes when access begins
 * again: where there is none, what is called so now was called so then.
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
    /** What the locked screen says. */
    workspaceName: text("workspace_name").notNull(),
    sponsorName: text("sponsor_name"),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.userId] }),
    index("kept_name_user_idx").on(t.userId),
    index("kept_name_image_idx").on(t.image).where(sql`${t.image} is not null`),
  ],
);
