import { setTimeout as pause } from "node:timers/promises";
import { type SQL, sql } from "drizzle-orm";
import { db, rowsOf } from "@/db/client";
import type { Transaction } from "../access/revoke";

export interface PagedDelete {
  table: string;
  /** The columns of a unique index of the table, in its order, with their types. */
  keys: Record<string, "text" | "integer" | "timestamptz">;
  /** The condition on rows `t` that are read at all; by default all rows. */
  among?: SQL;
  /** The condition on rows `t` that are deleted. Once it is true of a row, it must stay true. */
  which: SQL;
  /** Runs first in the transaction of each page. */
  begin?: (tx: Transaction) => Promise<unknown>;
}

interface Page {
  seen: number;
  gone: number;
  /** The keys of the last row of the page. */
  last: string[] | null;
}

const ROWS_A_PAGE = 500;
/** A pause in which others get the database. */
const PAUSE_MS = 20;

/**
 * Deletes rows page by page. Each page is found by an index and has its own transaction, so nobody waits for long. The
 * embedded database, which does one thing at a time, is blocked for some milliseconds only.
 * @returns how many rows were deleted
 */
export async function deleteInPages(pages: PagedDelete): Promise<number> {
  let gone = 0;
  let after: string[] | null = null;
  for (;;) {
    const page: Page = await deletePage(pages, after);
    gone += page.gone;
    if (page.seen < ROWS_A_PAGE) return gone;
    after = page.last;
    await pause(PAUSE_MS, undefined, { ref: false });
  }
}

function deletePage(
  { table, keys, among, which, begin }: PagedDelete,
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
    const last = sql<Page["last"]>`(SELECT json_build_array(${columns("page", "::text")}) FROM page
      ORDER BY ${columns("page", " DESC")} LIMIT 1)`;
    const [page] = await rowsOf(
      {
        seen: sql<number>`(SELECT count(*)::int FROM page)`,
        gone: sql<number>`(SELECT count(*)::int FROM gone)`,
        last,
      },
      (list) => sql`WITH page AS MATERIALIZED (
          SELECT ${columns("t")} FROM ${sql.raw(table)} t
          WHERE ${among ?? sql`true`} AND ${isLater ?? sql`true`}
          ORDER BY ${columns("t")} LIMIT ${ROWS_A_PAGE}),
        gone AS (
          DELETE FROM ${sql.raw(table)} t USING page WHERE ${isSame} AND ${which} RETURNING 1)
        SELECT ${list}`,
      tx,
    );
    if (!page) throw new Error("a page was not looked at");
    return page;
  });
}
