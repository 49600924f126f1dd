import { pgTable, text, timestamp } from "drizzle-orm/pg-core";

/** The registry of running servers. A node that has not beaten for longer than the lease no longer counts. */
export const node = pgTable("node", {
  id: text("id").primaryKey(),
  startedAt: timestamp("started_at", { withTimezone: true, precision: 3 }).notNull().defaultNow(),
  beatAt: timestamp("beat_at", { withTimezone: true, precision: 3 }).notNull(),
});
