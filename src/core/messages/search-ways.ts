import { type SQL, sql } from "drizzle-orm";
import { rowsOf } from "@/db/client";
import type { RowOf } from "@/db/columns";
import type { SearchHit } from "@/lib/api-types";
import { isInReach } from "../access/message-rules";
import { peopleOf, personOf } from "../access/names/kept-names";
import type { Principal } from "../access/principal";
import { mayBeVisible, visible } from "../access/rules";
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
export function searchNewest(principal: Principal, search: Asked, filters: SQL[], span: SQL): Hits {
  const conditions = all([...filters, matchAsFunction(search.wanted.terms)]);
  return rowsOf(
    hitColumns,
    (
      list,
    ) => sql`SELECT ${list} FROM (${newest(search, span)}) m ${joinedOneByOne(principal, sql`m.channel_id`)}
    WHERE ${conditions} ORDER BY m.place DESC LIMIT ${HITS_A_PAGE + 1}`,
  );
}

/** The newest messages that are searched, in the order of `place`. */
function newest({ named: { channels } }: Asked, span: SQL): SQL {
  if (channels === null) {
    return sql`SELECT m.id AS place, m.* FROM message m WHERE ${span} ORDER BY m.id DESC LIMIT ${NEWEST_MESSAGES}`;
  }
  // Ids alone are read from the index of the channel. For whole messages, Postgres may go through those of all channels.
  // Each channel's id is a value: for one that is not known, Postgres reckons with a channel of the usual size, and may
  // read and sort all messages of a large one.
  const newestOf = (
    id: string,
  ) => sql`(SELECT m.id FROM message m WHERE m.channel_id = ${id} AND ${span}
    ORDER BY m.id DESC LIMIT ${NEWEST_MESSAGES})`;
  return sql`SELECT i.id AS place, m.* FROM (
      SELECT i.id FROM (${sql.join(channels.map(newestOf), sql` UNION ALL `)}) i
      ORDER BY i.id DESC LIMIT ${NEWEST_MESSAGES}) i
    CROSS JOIN LATERAL (SELECT * FROM message m WHERE m.id = i.id LIMIT 1) m`;
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
    WITH found AS MATERIALIZED (
      SELECT m.id, m.channel_id FROM message m WHERE m.words @@ ${toTsQuery(search.wanted.terms)} AND ${place})
    SELECT ${list}
    FROM (SELECT * FROM found ORDER BY id DESC) f
      CROSS JOIN LATERAL (SELECT * FROM message m WHERE m.id = f.id LIMIT 1) m
      ${joinedOneByOne(principal, sql`f.channel_id`)}
    WHERE ${all(filters)} ORDER BY f.id DESC LIMIT ${HITS_A_PAGE + 1}`,
  );
}

/** From the newest message on, until a page is full: what is asked for holds for many. */
export function searchBackwards(principal: Principal, filters: SQL[]): Hits {
  return rowsOf(
    hitColumns,
    (list) => sql`SELECT ${list} FROM message m ${joinedOneByOne(principal, sql`m.channel_id`)}
    WHERE ${all(filters)} ORDER BY m.id DESC LIMIT ${HITS_A_PAGE + 1}`,
  );
}

/**
 * Joins the channel `c` of each message, if the principal sees it, and its author `u`. The limits keep Postgres from
 * joining all messages, and from reading all channels and people for it: it takes one message after the other, in their
 * order, until the page is full.
 */
function joinedOneByOne(principal: Principal, channelId: SQL): SQL {
  return sql`
    CROSS JOIN LATERAL (SELECT * FROM channel c WHERE c.id = ${channelId} AND ${visible(principal)} LIMIT 1) c
    CROSS JOIN LATERAL ${personOf(principal.workspace.id, sql`m.author_id`)} u`;
}

/**
 * Searches channel by channel. It reads the messages of the channel, or for `has:` an index of that channel alone. So
 * the time that it takes tells a guest nothing about other channels. One message of each channel is found at first: no
 * other channels can have a part in the page than those whose first ones are the newest.
 */
export function searchByChannel(principal: Principal, search: Asked, filters: SQL[]): Hits {
  const conditions = all([
    sql`m.channel_id = c.id`,
    isInReach(principal),
    ...filters,
    matchAsFunction(search.wanted.terms),
  ]);
  return rowsOf(
    hitColumns,
    (list) => sql`
    WITH mine AS MATERIALIZED (${mine(principal, search)}),
    latest AS MATERIALIZED (
      SELECT c.*, m.id AS message_id FROM mine c CROSS JOIN LATERAL (
        SELECT m.id FROM message m WHERE ${conditions} ORDER BY m.id DESC LIMIT 1) m
      ORDER BY m.id DESC LIMIT ${HITS_A_PAGE + 1})
    SELECT ${list}
    FROM latest c CROSS JOIN LATERAL (
      SELECT m.* FROM message m WHERE ${conditions} AND m.id <= c.message_id
      ORDER BY m.id DESC LIMIT ${HITS_A_PAGE + 1}) m
    JOIN ${peopleOf(principal.workspace.id)} u ON u.id = m.author_id
    ORDER BY m.id DESC LIMIT ${HITS_A_PAGE + 1}`,
  );
}

/** The channels that are searched. */
function mine(principal: Principal, { named: { channels } }: Asked): SQL {
  const among = channels === null ? mayBeVisible(principal) : isAny(sql`c.id`, channels);
  return sql`SELECT c.* FROM channel c WHERE ${among} AND ${visible(principal)}`;
}
