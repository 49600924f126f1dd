import { pgTable, text } from "drizzle-orm/pg-core";
import { at } from "./at";

/** When work was last done that one node does for all: the node that writes the time does it, the others do not. */
export const clearing = pgTable("clearing", {
  /** "daily": expired data is deleted. "words": messages get the words by which they are found. */
  id: text("id").primaryKey(),
  at: at("at").notNull(),
});
