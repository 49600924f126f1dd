import { pgTable, text } from "drizzle-orm/pg-core";
import { at } from "./at";

/**
 * The id of this installation. It keeps installations apart that share one Redis. The first start makes the only row; a
 * copy of the database has the same id.
 */
export const installation = pgTable("installation", {
  /** Always "this". */
  only: text("only").primaryKey(),
  id: text("id").notNull(),
  createdAt: at("created_at").notNull().defaultNow(),
});
