import { pgTable, text } from "drizzle-orm/pg-core";
import { at } from "./at";

/**
 * What this installation is called among others that share a Redis: one row, made by the first start and copied with
 * the database.
 */
export const installation = pgTable("installation", {
  /** Always "this". */
  only: text("only").primaryKey(),
  id: text("id").notNull(),
  createdAt: at("created_at").notNull().defaultNow(),
});
