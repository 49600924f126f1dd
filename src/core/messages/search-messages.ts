import { type SQL, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { rows, rowsOf } from "@/db/client";
import type { RowOf } from "@/db/columns";
import type { SearchHit, SearchPage } from "@/lib/api-types";
import type { Has } from "@/lib/search-query";
import type { WordTerm } from "@/lib/search-words";
import { peopleOf } from "../access/names/kept-names";
import type { Principal } from "../access/principal";
import { isInReach, readable, searchesAll } from "../access/message-rules";
import { visible } from "../access/rules";
import { messageColumns, toMessage } from "./message-row";
import { writeQuery } from "./message-words";
import { parseSearch, type Search, type Wanted } from "./parse-search";
import { type Named, resolveNames } from "./resolve-names";

const HITS_A_PAGE = 30;

/** Columns of message `m` and its channel `c`. */
const hitColumns = {
  ...messageColumns,
  name: sql<string>`c.name`,
  kind: sql<SearchHit["channel"]["kind"]>`c.kind`,
};
type Hits = Promise<RowOf<typeof hitColumns>[]>;

interface Question {
  query: string;
  /** `next` of the page before. */
  cursor?: string | undefined;
  /** The reader's time zone, whose days are meant. */
  zone?: string | undefined;
}

/** A search whose names are known by their ids. */
interface Asked extends Search {
  named: Named;
}

/**
 * Searches everything that the principal may read, newest first. It knows `in:channel`, `from:name`, `from:me`,
 * `before:` and `after:` a day (YYYY-MM-DD), `has:link`, `has:file`, `has:image`, `has:reaction`, `has:pin`. Other
 * words match the beginnings of words in the text and in the names of files, words in quotation marks each other in
 * that order. `-` before any of these leaves out what has it.
 */
export async function searchMessages(
  principal: Principal,
  { query, cursor, zone }: Question,
): Promise<SearchPage> {
  const parsed = parseSearch(query, zone);
  const search = { ...parsed, named: await resolveNames(principal, parsed.wanted) };
  const filters = describeFilters(search, await resolveNames(principal, parsed.leftOut));
  if (filters.length + search.wanted.terms.length === 0 && search.named.channels === null) {
    return { hits: [], next: null };
  }
  const span = describeSpan(search, cursor);
  filters.push(span, sql`m.deleted_at IS NULL`, readable(principal));
  const found = await find(principal, search, filters, span);
  const hits = found.slice(0, HITS_A_PAGE).map(({ name, kind, ...row }) => ({
    message: toMessage(row),
    channel: { id: row.channelId, name, kind },
  }));
  return { hits, next: found.length > HITS_A_PAGE ? (hits.at(-1)?.message.id ?? null) : null };
}

/**
 * A word is common if it is in more messages than both of these: a number, and a part of all messages. Common words are
 * searched channel by channel, not in the index of all words. For a word without statistics, Postgres estimates a
 * smaller part than this, so such a word does not count as common.
 */
const COMMON_MESSAGES = 5_000;
const COMMON_PART = 0.025;

/**
 * Chooses how to search. How common a word is, is not known beforehand. So the newest messages are searched first: a
 * common word fills a page there. If it does not, the index of all words is used. The index reads every message with
 * the word, of all workspaces. So it is not used if Postgres estimates that there are too many.
 */
async function find(principal: Principal, search: Asked, filters: SQL[], span: SQL): Hits {
  const { terms, has } = search.wanted;
  const { channels, authors } = search.named;
  const byChannel = () => searchByChannel(principal, search, filters);
  if (!searchesAll(principal) || has.size > 0) return byChannel();
  if (terms.length === 0) {
    return channels ? byChannel() : searchBackwards(principal, filters);
  }
  const place = describePlace(search, span);
  const newest = await searchNewest(principal, search, filters, place);
  if (newest.length > HITS_A_PAGE) return newest;
  // A `from:` filter may match few messages. Searched channel by channel, all messages of other people would be
  // read.
  if (authors === null && (await isCommon(terms, place))) return byChannel();
  return searchByWords(principal, search, filters, place);
}

/** Whether many messages in the searched range have these words, over all workspaces, by the estimate of Postgres. */
async function isCommon(terms: WordTerm[], place: SQL): Promise<boolean> {
  const having = await estimate(sql`m.words @@ ${toTsQuery(terms)} AND ${place}`);
  return having > COMMON_MESSAGES && having > COMMON_PART * (await estimate(place));
}

async function estimate(condition: SQL): Promise<number> {
  const [explained] = await rows<{ "QUERY PLAN": [{ Plan: { "Plan Rows": number } }] }>(
    sql`EXPLAIN (FORMAT JSON) SELECT 1 FROM message m WHERE ${condition}`,
  );
  return explained?.["QUERY PLAN"][0].Plan["Plan Rows"] ?? 0;
}

const DAY_MS = 24 * 60 * 60 * 1_000;

/**
 * The condition that the id of message `m` is older than the cursor and in the searched time. An id begins with the
 * time of its node's clock. That clock is less than a day off, so the range is wider by a day on each side.
 */
function describeSpan({ before, after }: Search, cursor: string | undefined): SQL {
  const spans = [sql`true`];
  if (cursor !== undefined) spans.push(sql`m.id < ${cursor}`);
  if (before) spans.push(sql`m.id < ${firstIdOf(before.getTime() + DAY_MS)}`);
  if (after) spans.push(sql`m.id >= ${firstIdOf(after.getTime() - DAY_MS)}`);
  return all(spans);
}

const firstIdOf = (msecs: number) =>
  uuidv7({ msecs: Math.max(0, msecs), random: new Uint8Array(16), seq: 0 });

/**
 * The condition on the messages `m` that are searched. It has the channel's id as a value, because Postgres has
 * statistics about each id.
 */
function describePlace({ named: { channels } }: Asked, span: SQL): SQL {
  if (channels === null) return span;
  const [only] = channels;
  const place =
    channels.length === 1 ? sql`m.channel_id = ${only}` : isAny(sql`m.channel_id`, channels);
  return sql`${place} AND ${span}`;
}

/** How many messages are searched without the index of words. That takes some milliseconds. */
const NEWEST_MESSAGES = 2_000;

/** Looks through the newest messages there. */
function searchNewest(principal: Principal, search: Asked, filters: SQL[], place: SQL): Hits {
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
function searchByWords(principal: Principal, search: Asked, filters: SQL[], place: SQL): Hits {
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
function searchBackwards(principal: Principal, filters: SQL[]): Hits {
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
function searchByChannel(principal: Principal, search: Asked, filters: SQL[]): Hits {
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

/** The match as a function call: Postgres uses no index for it and knows no statistics of the words. */
function matchAsFunction(terms: WordTerm[]): SQL {
  return terms.length > 0 ? sql`ts_match_vq(m.words, ${toTsQuery(terms)})` : sql`true`;
}

const all = (conditions: SQL[]) => sql.join(conditions, sql` AND `);

function describeFilters(search: Asked, without: Named): SQL[] {
  const { named, wanted, leftOut, before, after } = search;
  return [
    ...(named.authors ? [isAny(sql`m.author_id`, named.authors)] : []),
    ...(before ? [sql`m.created_at < ${before.toISOString()}::timestamptz`] : []),
    ...(after ? [sql`m.created_at >= ${after.toISOString()}::timestamptz`] : []),
    ...listHad(wanted),
    ...leaveOut(leftOut, without).map((condition) => sql`(${condition}) IS NOT TRUE`),
  ];
}

/** The conditions on messages that are left out: each by itself is enough. */
function leaveOut(leftOut: Wanted, { channels, authors }: Named): SQL[] {
  return [
    ...leftOut.terms.map((term) => matchAsFunction([term])),
    ...(channels ? [isAny(sql`m.channel_id`, channels)] : []),
    ...(authors ? [isAny(sql`m.author_id`, authors)] : []),
    ...listHad(leftOut),
  ];
}

function listHad({ has }: Wanted): SQL[] {
  return [...has].map((had) => HAD[had]);
}

const HAS_FILES = sql`m.files <> '[]'::jsonb`;

const HAD: Record<Has, SQL> = {
  link: sql`m.body ~ 'https?://'`,
  reaction: sql`m.reactions <> '{}'::jsonb`,
  file: HAS_FILES,
  // The index knows only that there are files.
  image: sql`${HAS_FILES} AND EXISTS (
    SELECT 1 FROM jsonb_array_elements(m.files) f WHERE f ->> 'type' LIKE 'image/%')`,
  pin: sql`m.pinned_at IS NOT NULL`,
};

/** An array, not a subquery: Postgres knows how many there are, and looks each up in an index. */
function isAny(column: SQL, ids: string[]): SQL {
  return sql`${column} = ANY (${`{${ids.map((id) => JSON.stringify(id)).join(",")}}`}::text[])`;
}

function toTsQuery(terms: WordTerm[]): SQL {
  return sql`${writeQuery(terms)}::tsquery`;
}
