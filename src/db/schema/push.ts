import { index, pgTable, text } from "drizzle-orm/pg-core";
import { at } from "./at";
import { session, user } from "./auth";

/** A browser that wants to be told while it is closed. It ends with the session that asked for it. */
export const pushSubscription = pgTable(
  "push_subscription",
  {
    id: text("id").primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    sessionId: text("session_id")
      .notNull()
      .references(() => session.id, { onDelete: "cascade" }),
    /** Where the browser's push service takes messages for it: whoever knows it can send. */
    endpoint: text("endpoint").notNull().unique(),
    p256dh: text("p256dh").notNull(),
    auth: text("auth").notNull(),
    createdAt: at("created_at").notNull().defaultNow(),
  },
  (t) => [
    index("push_subscription_user_idx").on(t.userId),
    index("push_subscription_session_idx").on(t.sessionId),
  ],
);
