import { type SQL, sql } from "drizzle-orm";
import { rowsOf } from "@/db/client";
import type { Principal } from "../access/principal";
import { visible } from "../access/rules";

/**
 * The names of channels, of those that the principal sees: the name of a private one is for those who are in it.
 * @param which a condition on channel `c`
 */
export function readChannelNames(
  principal: Principal,
  which: SQL = sql`true`,
): Promise<{ id: string; name: string }[]> {
  return rowsOf(
    { id: sql<string>`c.id`, name: sql<string>`c.name` },
    (list) => sql`SELECT ${list} FROM channel c
      WHERE c.kind = 'channel' AND ${visible(principal)} AND ${which} ORDER BY lower(c.name)`,
  );
}
