import { pgTable, text } from "drizzle-orm/pg-core";
import { at } from "./at";

/** When expired data was last deleted. The node that writes the time deletes; the other nodes do not. */
export const clearing = pgTable("clearing", {
  /** Always "daily". */
  id: text("id").primaryKey(),
  at: at("at").notNull(),
});
