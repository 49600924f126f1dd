import { index, pgTable, text } from "drizzle-orm/pg-core";
import { at } from "./at";
import { session, user } from "./auth";

/**
 * A browser that gets push notifications while its page is closed. It is deleted with the session that asked for it.
 */
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
    /** The URL at the browser's push service. It is a secret: anybody who knows it can send to this browser. */
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
