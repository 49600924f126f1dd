import { pgTable, text, timestamp } from "drizzle-orm/pg-core";

/**
 * The code that the first run is asked for by strangers: one row, while there is no workspace. It is kept here so
 * that all nodes know the same, and goes with what it was for.
 */
export const setupCode = pgTable("setup_code", {
  /** Always "first run". */
  id: text("id").primaryKey(),
  code: text("code").notNull(),
  createdAt: timestamp("created_at", { withTimezone: true, precision: 3 }).notNull().defaultNow(),
});
