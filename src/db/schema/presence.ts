import { index, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { organization, user } from "./auth";
import { node } from "./node";

/** Who has a connection on which node. Counts only while the node is alive; goes with it when it is not. */
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
