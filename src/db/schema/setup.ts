import { pgTable, text } from "drizzle-orm/pg-core";
import { at } from "./at";

/**
 * The code that the first run is asked for by strangers: one row, while there is no workspace. It is kept here so
 * that all nodes know the same, and goes with what it was for.
 */
export const setupCode = pgTable("setup_code", {
  /** Always "first run". */
  id: text("id").primaryKey(),
  code: text("code").notNull(),
  createdAt: at("created_at").notNull().defaultNow(),
});
