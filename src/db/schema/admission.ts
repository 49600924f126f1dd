import { index, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { at } from "./at";
import { organization, user } from "./auth";
import { invite } from "./guest";

/** By which invitations somebody came in: whoever ends their access withdraws what is left of these. */
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
 * When an admin last changed what somebody may do in a workspace: no invitation from before gives them anything.
 * It outlives the guest and the member, so that a removal counts after they have come back too.
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
