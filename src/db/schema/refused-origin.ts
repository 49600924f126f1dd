import { bigint, index, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { at } from "./at";

/** The latest origins whose requests were refused, over all nodes. Strangers choose them, so their number is bounded. */
export const refusedOrigin = pgTable(
  "refused_origin",
  {
    /** As it is logged: encoded, and cut at 200 characters. */
    origin: text("origin").primaryKey(),
    count: bigint("count", { mode: "number" }).notNull(),
    firstAt: at("first_at").notNull(),
    lastAt: at("last_at").notNull(),
    /** The addresses that it came from last, the latest first. */
    addresses: jsonb("addresses").$type<string[]>().notNull(),
  },
  (t) => [index("refused_origin_last_idx").on(t.lastAt)],
);
