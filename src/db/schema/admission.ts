import { index, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { at } from "./at";
import { organization, user } from "./auth";
import { invite } from "./guest";

/** Which invitations a user has accepted: when their access ends, the remaining uses of these are withdrawn. */
export const inviteUse = pgTable(
  "invite_use",
  {
    inviteId: text("invite_id")
      .notNull()
      .references(() => invite.id, { onDelete: "cascade" }),
    userId: text("user_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    at: at("at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.inviteId, t.userId] }),
    index("invite_use_user_idx").on(t.userId),
  ],
);

/**
 * When an admin last changed what a user may do in a workspace: no invitation made before then gives them anything.
 * The row outlives the rows of the guest and the member, so that a removal still counts after the user has come back.
 */
export const accessChange = pgTable(
  "access_change",
  {
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => organization.id, { onDelete: "cascade" }),
    userId: text("user_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    at: at("at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.userId] })],
);
