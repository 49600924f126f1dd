import { index, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { organization, user } from "./auth";
import { node } from "./node";

/** Which users have a connection on which node. A row counts only while its node is alive, and is deleted with it. */
export const presence = pgTable(
  "presence",
  {
    nodeId: text("node_id")
      .notNull()
      .references(() => node.id, { onDelete: "cascade" }),
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => organization.id, { onDelete: "cascade" }),
    userId: text("user_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
  },
  (t) => [
    primaryKey({ columns: [t.nodeId, t.workspaceId, t.userId] }),
    index("presence_person_idx").on(t.workspaceId, t.userId),
  ],
);
