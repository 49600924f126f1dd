import { pgTable, text } from "drizzle-orm/pg-core";
import { at } from "./at";

/** When what is kept no longer was last cleared away: whoever writes the time does it, and the other nodes do not. */
export const clearing = pgTable("clearing", {
  /** Always "daily". */
  id: text("id").primaryKey(),
  at: at("at").notNull(),
});
