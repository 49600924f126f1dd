import { pgTable, text } from "drizzle-orm/pg-core";
import { at } from "./at";

/** The registry of running servers. A node without a heartbeat for longer than the lease no longer counts. */
export const node = pgTable("node", {
  id: text("id").primaryKey(),
  startedAt: at("started_at").notNull().defaultNow(),
  beatAt: at("beat_at").notNull(),
});
