import { setTimeout as pause } from "node:timers/promises";
import { type SQL, sql } from "drizzle-orm";
import { db, rows } from "@/db/client";
import type { Transaction } from "../access/revoke";

export interface Pages {
  table: string;
  /** The columns of an index by which rows are told apart, in its order, with their types. */
  keys: Record<string, "text" | "integer" | "timestamptz">;
  /** The condition on rows `t` that are looked at; by default all. */
  among?: SQL;
  /** The condition on rows `t` that go. Once it is true of a row it stays so. */
  which: SQL;
  /** Comes first in the transaction of each page. */
  begin?: (tx: Transaction) => Promise<unknown>;
}

interface Page {
  seen: number;
  gone: number;
  /** The keys of its last row. */
  last: string[] | null;
}

const ROWS_A_PAGE = 500;
/** Whoever waits for the database comes in between. */
const PAUSE_MS = 20;

/**
 * Deletes rows a page at a time, each found by an index and in a transaction of its own: nobody waits for long, and the
 * embedded database does nothing else meanwhile for some milliseconds alone.
 * @returns how many rows went
 */
export async function clearPages(pages: Pages): Promise<number> {
  let gone = 0;
  let after: string[] | null = null;
  for (;;) {
    const page: Page = await clearPage(pages, after);
    gone += page.gone;
    if (page.seen < ROWS_A_PAGE) return gone;
    after = page.last;
    await pause(PAUSE_MS, undefined, { ref: false });
  }
}

function clearPage(
  { table, keys, among, which, begin }: Pages,
  after: string[] | null,
): Promise<Page> {
  const names = Object.keys(keys);
  const columns = (of: string, end = "") =>
    sql.raw(names.map((name) => `${of}.${name}${end}`).join(", "));
  const values = Object.values(keys).map((type, n) => sql`${after?.[n]}::${sql.raw(type)}`);
  const isLater = after && sql`(${columns("t")}) > (${sql.join(values, sql`, `)})`;
  const isSame = sql.raw(names.map((name) => `t.${name} = page.${name}`).join(" AND "));
  return db().transaction(async (tx) => {
    await begin?.(tx);
    const [page] = await rows<Page>(
      sql`WITH page AS MATERIALIZED (
          SELECT ${columns("t")} FROM ${sql.raw(table)} t
          WHERE ${among ?? sql`true`} AND ${isLater ?? sql`true`}
          ORDER BY ${columns("t")} LIMIT ${ROWS_A_PAGE}),
        gone AS (
          DELETE FROM ${sql.raw(table)} t USING page WHERE ${isSame} AND ${which} RETURNING 1)
        SELECT (SELECT count(*)::int FROM page) AS seen, (SELECT count(*)::int FROM gone) AS gone,
          (SELECT json_build_array(${columns("page", "::text")}) FROM page
            ORDER BY ${columns("page", " DESC")} LIMIT 1) AS last`,
      tx,
    );
    if (!page) throw new Error("a page was not looked at");
    return page;
  });
}
