import { pgTable, text } from "drizzle-orm/pg-core";
import { at } from "./at";

/**
 * The code that the set-up page asks for, so that no stranger can set the server up. There is one row while there is no
 * workspace. It is stored here so that all nodes have the same code.
 */
export const setupCode = pgTable("setup_code", {
  /** Always "first run". */
  id: text("id").primaryKey(),
  code: text("code").notNull(),
  createdAt: at("created_at").notNull().defaultNow(),
});
