import { type SQL, sql } from "drizzle-orm";
import { rowsOf } from "@/db/client";
import type { RowOf } from "@/db/columns";
import type { SearchHit } from "@/lib/api-types";
import { isInReach } from "../access/message-rules";
import { peopleOf } from "../access/names/kept-names";
import type { Principal } from "../access/principal";
import { visible } from "../access/rules";
import { messageColumns } from "./message-row";
import { type Asked, all, isAny, matchAsFunction, toTsQuery } from "./search-conditions";

/**
 * The ways to search, each one statement. All give the same messages; which one is fast depends on how many messages
 * match. `search-messages.ts` chooses.
 */

/** One more than this is read, to know whether there is a next page. */
export const HITS_A_PAGE = 30;

/** Columns of message `m` and its channel `c`. */
const hitColumns = {
  ...messageColumns,
  name: sql<string>`c.name`,
  kind: sql<SearchHit["channel"]["kind"]>`c.kind`,
};
export type Hits = Promise<RowOf<typeof hitColumns>[]>;

/** How many messages are searched without the index of words. That takes some milliseconds. */
const NEWEST_MESSAGES = 2_000;

/** Looks through the newest messages there. */
export function searchNewest(
  principal: Principal,
  search: Asked,
  filters: SQL[],
  place: SQL,
): Hits {
  return rowsOf(
    hitColumns,
    (list) => sql`
    WITH mine AS MATERIALIZED (${mine(principal, search)})
    SELECT ${list}
    FROM (SELECT m.* FROM message m WHERE ${place} ORDER BY m.id DESC LIMIT ${NEWEST_MESSAGES}) m
      JOIN mine c ON c.id = m.channel_id
      JOIN ${peopleOf(principal.workspace.id)} u ON u.id = m.author_id
    WHERE ${all([...filters, matchAsFunction(search.wanted.terms)])}
    ORDER BY m.id DESC LIMIT ${HITS_A_PAGE + 1}`,
  );
}

/** Through the index of all words, for members. */
export function searchByWords(
  principal: Principal,
  search: Asked,
  filters: SQL[],
  place: SQL,
): Hits {
  return rowsOf(
    hitColumns,
    (list) => sql`
    WITH mine AS MATERIALIZED (${mine(principal, search)}),
    found AS MATERIALIZED (
      SELECT m.id, m.channel_id FROM message m WHERE m.words @@ ${toTsQuery(search.wanted.terms)} AND ${place})
    SELECT ${list}
    FROM (SELECT * FROM found ORDER BY id DESC) f JOIN mine c ON c.id = f.channel_id JOIN message m ON m.id = f.id
      JOIN ${peopleOf(principal.workspace.id)} u ON u.id = m.author_id
    WHERE ${all(filters)} ORDER BY f.id DESC LIMIT ${HITS_A_PAGE + 1}`,
  );
}

/** From the newest message on, until a page is full: what is asked for holds for many. */
export function searchBackwards(principal: Principal, filters: SQL[]): Hits {
  return rowsOf(
    hitColumns,
    (list) => sql`
    SELECT ${list}
    FROM message m JOIN channel c ON c.id = m.channel_id
      JOIN ${peopleOf(principal.workspace.id)} u ON u.id = m.author_id
    WHERE ${all([visible(principal), ...filters])}
    ORDER BY m.id DESC LIMIT ${HITS_A_PAGE + 1}`,
  );
}

/**
 * Searches channel by channel. It reads the messages of the channel, or for `has:` an index of that channel alone. So
 * the time that it takes tells a guest nothing about other channels.
 */
export function searchByChannel(principal: Principal, search: Asked, filters: SQL[]): Hits {
  return rowsOf(
    hitColumns,
    (list) => sql`
    WITH mine AS MATERIALIZED (${mine(principal, search)})
    SELECT ${list}
    FROM mine c CROSS JOIN LATERAL (
      SELECT m.* FROM message m JOIN ${peopleOf(principal.workspace.id)} u ON u.id = m.author_id
      WHERE m.channel_id = c.id AND ${all([isInReach(principal), ...filters, matchAsFunction(search.wanted.terms)])}
      ORDER BY m.id DESC LIMIT ${HITS_A_PAGE + 1}) m
    JOIN ${peopleOf(principal.workspace.id)} u ON u.id = m.author_id
    ORDER BY m.id DESC LIMIT ${HITS_A_PAGE + 1}`,
  );
}

/** The channels that are searched. */
function mine(principal: Principal, { named: { channels } }: Asked): SQL {
  const named = channels === null ? sql`true` : isAny(sql`c.id`, channels);
  return sql`SELECT c.* FROM channel c WHERE ${visible(principal)} AND ${named}`;
}
