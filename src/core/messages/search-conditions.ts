import { type SQL, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { PLANNED_EACH_TIME } from "@/db/named-statements";
import type { Has } from "@/lib/search-query";
import type { WordTerm } from "@/lib/search-words";
import { writeQuery } from "./message-words";
import type { Search, Wanted } from "./parse-search";
import type { Named } from "./resolve-names";

/** What a search asks of messages `m`, as SQL. */

/** A search whose names are known by their ids. */
export interface Asked extends Search {
  named: Named;
}

export function describeFilters(search: Asked, without: Named): SQL[] {
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

const DAY_MS = 24 * 60 * 60 * 1_000;

/**
 * The condition that the id of message `m` is older than the cursor and in the searched time. An id begins with the
 * time of its node's clock. That clock is less than a day off, so the range is wider by a day on each side.
 */
export function describeSpan({ before, after }: Search, cursor: string | undefined): SQL {
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
export function describePlace({ named: { channels } }: Asked, span: SQL): SQL {
  if (channels === null) return span;
  const [only] = channels;
  const place =
    channels.length === 1 ? sql`m.channel_id = ${only}` : isAny(sql`m.channel_id`, channels);
  return sql`${place} AND ${span}`;
}

/** The match as a function call: Postgres uses no index for it and knows no statistics of the words. */
export function matchAsFunction(terms: WordTerm[]): SQL {
  return terms.length > 0 ? sql`ts_match_vq(m.words, ${toTsQuery(terms)})` : sql`true`;
}

export function toTsQuery(terms: WordTerm[]): SQL {
  return sql`${writeQuery(terms)}::tsquery`;
}

/** An array, not a subquery: Postgres knows how many there are, and looks each up in an index. */
export function isAny(column: SQL, ids: string[]): SQL {
  return sql`${column} = ANY (${toArray(ids)})`;
}

const toArray = (ids: string[]) =>
  sql`${`{${ids.map((id) => JSON.stringify(id)).join(",")}}`}::text[]`;

/** All conditions of a search. How common what it looks for is decides how it is best done. */
export const all = (conditions: SQL[]) =>
  sql`${PLANNED_EACH_TIME} ${sql.join(conditions, sql` AND `)}`;
