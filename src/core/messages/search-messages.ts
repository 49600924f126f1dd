import { type SQL, sql } from "drizzle-orm";
import { rows } from "@/db/client";
import type { SearchHit } from "@/lib/api-types";
import { peopleOf } from "../access/kept-names";
import type { Principal } from "../access/principal";
import { searchesAll, visible } from "../access/queries";
import { readable } from "../access/readable";
import { type MessageRow, messageColumns, toMessage } from "./message-row";
import { parseSearch, type Search } from "./parse-search";

const PAGE = 30;

type HitRow = MessageRow & { name: string; kind: SearchHit["channel"]["kind"] };

/**
 * Searches everything the principal may read, newest first. Knows `in:channel`, `from:name`, `from:me`, `before:` and
 * `after:` a day (YYYY-MM-DD), `has:link`, `has:file`, `has:image`, `has:reaction`, `has:pin`;
 * other words match by their beginning, in what was written and in the names of its files.
 * @param cursor `next` of the page before
 */
export async function searchMessages(
  principal: Principal,
  { query, cursor }: { query: string; cursor?: string | undefined },
): Promise<{ hits: SearchHit[]; next: string | null }> {
  const search = parseSearch(query);
  const filters = describeFilters(principal, search);
  if (filters.length + search.words.length === 0 && search.in === null) {
    return { hits: [], next: null };
  }
  if (cursor !== undefined) filters.push(sql`m.id < ${cursor}`);
  filters.push(sql`m.deleted_at IS NULL`, readable(principal.userId));
  const found = await findFirst(await chooseStatements(principal, search, filters, cursor));
  const hits = found.slice(0, PAGE).map(({ name, kind, ...row }) => ({
    message: toMessage(row),
    channel: { id: row.channelId, name, kind },
  }));
  return { hits, next: found.length > PAGE ? (hits.at(-1)?.message.id ?? null) : null };
}

/** What the first of these statements finds that fills a page; else what the last one finds, which looks everywhere. */
async function findFirst(statements: SQL[]): Promise<HitRow[]> {
  let found: HitRow[] = [];
  for (const statement of statements) {
    found = await rows<HitRow>(statement);
    if (found.length > PAGE) break;
  }
  return found;
}

/**
 * Of a word it is not known how common it is, and the estimate of Postgres is a guess for those it has not counted. So
 * the newest messages are looked through first, where a common word fills a page; only what is rare there is asked of
 * the index of all words, which reads every message that it finds.
 */
async function chooseStatements(
  principal: Principal,
  search: Search,
  filters: SQL[],
  cursor: string | undefined,
): Promise<SQL[]> {
  const { words, has } = search;
  if (!searchesAll(principal) || has.size > 0) return [searchByChannel(principal, search, filters)];
  if (words.length > 0) {
    const place = await describePlace(principal, search, cursor);
    return [searchNewest, searchByWords].map((by) => by(principal, search, filters, place));
  }
  return [
    search.in ? searchByChannel(principal, search, filters) : searchBackwards(principal, filters),
  ];
}

/** Where messages `m` are looked for. With the id of the channel, since Postgres knows of it how much is in it. */
async function describePlace(
  principal: Principal,
  search: Search,
  cursor: string | undefined,
): Promise<SQL> {
  const isEarlier = cursor === undefined ? sql`true` : sql`m.id < ${cursor}`;
  if (search.in === null) return isEarlier;
  const [channel] = await rows<{ id: string }>(mine(principal, search));
  return sql`m.channel_id = ${channel?.id ?? null} AND ${isEarlier}`;
}

/** So many messages are looked through without the index of words: it takes some milliseconds. */
const NEWEST = 2_000;

/** Looks through the newest messages there. */
function searchNewest(principal: Principal, search: Search, filters: SQL[], place: SQL): SQL {
  return sql`
    WITH mine AS MATERIALIZED (${mine(principal, search)})
    SELECT ${messageColumns}, c.name, c.kind
    FROM (SELECT m.* FROM message m WHERE ${place} ORDER BY m.id DESC LIMIT ${NEWEST}) m
      JOIN mine c ON c.id = m.channel_id
      JOIN ${peopleOf(principal.workspace.id)} u ON u.id = m.author_id
    WHERE ${all([...filters, matchAsFunction(search.words)])}
    ORDER BY m.id DESC LIMIT ${PAGE + 1}`;
}

/** Through the index of all words, for members. */
function searchByWords(principal: Principal, search: Search, filters: SQL[], place: SQL): SQL {
  return sql`
    WITH mine AS MATERIALIZED (${mine(principal, search)}),
    found AS MATERIALIZED (
      SELECT m.id, m.channel_id FROM message m WHERE m.words @@ ${toTsQuery(search.words)} AND ${place})
    SELECT ${messageColumns}, c.name, c.kind
    FROM (SELECT * FROM found ORDER BY id DESC) f JOIN mine c ON c.id = f.channel_id JOIN message m ON m.id = f.id
      JOIN ${peopleOf(principal.workspace.id)} u ON u.id = m.author_id
    WHERE ${all(filters)} ORDER BY f.id DESC LIMIT ${PAGE + 1}`;
}

/** From the newest message on, until a page is full: what is asked for holds for many. */
function searchBackwards(principal: Principal, filters: SQL[]): SQL {
  return sql`
    SELECT ${messageColumns}, c.name, c.kind
    FROM message m JOIN channel c ON c.id = m.channel_id
      JOIN ${peopleOf(principal.workspace.id)} u ON u.id = m.author_id
    WHERE ${all([visible(principal), ...filters])}
    ORDER BY m.id DESC LIMIT ${PAGE + 1}`;
}

/**
 * Channel by channel: reads what is there or, of what a message `has`, what an index knows in that channel alone. To a
 * guest the time it takes tells nothing of other channels.
 */
function searchByChannel(principal: Principal, search: Search, filters: SQL[]): SQL {
  return sql`
    WITH mine AS MATERIALIZED (${mine(principal, search)})
    SELECT ${messageColumns}, c.name, c.kind
    FROM mine c CROSS JOIN LATERAL (
      SELECT m.* FROM message m JOIN ${peopleOf(principal.workspace.id)} u ON u.id = m.author_id
      WHERE m.channel_id = c.id AND ${all([...filters, matchAsFunction(search.words)])}
      ORDER BY m.id DESC LIMIT ${PAGE + 1}) m
    JOIN ${peopleOf(principal.workspace.id)} u ON u.id = m.author_id
    ORDER BY m.id DESC LIMIT ${PAGE + 1}`;
}

/** The channels that are searched. */
function mine(principal: Principal, search: Search): SQL {
  const named = search.in === null ? sql`true` : sql`lower(c.name) = ${search.in}`;
  return sql`SELECT c.* FROM channel c WHERE ${visible(principal)} AND ${named}`;
}

/** As a function the match uses no index, and the plan knows no word. */
function matchAsFunction(words: string[]): SQL {
  return words.length > 0 ? sql`ts_match_vq(m.words, ${toTsQuery(words)})` : sql`true`;
}

const all = (conditions: SQL[]) => sql.join(conditions, sql` AND `);

function describeFilters(principal: Principal, search: Search): SQL[] {
  const filters: (SQL | null)[] = [
    search.from === "me" ? sql`m.author_id = ${principal.userId}` : null,
    search.from && search.from !== "me"
      ? sql`lower(u.name) LIKE ${`%${escapeLike(search.from)}%`}`
      : null,
    search.before ? sql`m.created_at < ${search.before}::timestamptz` : null,
    search.after ? sql`m.created_at >= ${search.after}::timestamptz` : null,
    search.has.has("link") ? sql`m.body ~ 'https?://'` : null,
    search.has.has("reaction") ? sql`m.reactions <> '{}'::jsonb` : null,
    // What an index holds for a picture, too, is that there are files.
    search.has.has("file") || search.has.has("image") ? sql`m.files <> '[]'::jsonb` : null,
    search.has.has("image")
      ? sql`EXISTS (SELECT 1 FROM jsonb_array_elements(m.files) f WHERE f ->> 'type' LIKE 'image/%')`
      : null,
    search.has.has("pin") ? sql`m.pinned_at IS NOT NULL` : null,
  ];
  return filters.filter((filter) => filter !== null);
}

/** Every word by its beginning, quoted so that nothing in it is an operator. */
function toTsQuery(words: string[]): SQL {
  const quoted = words.map((word) => `'${word.replaceAll("\\", "\\\\").replaceAll("'", "''")}':*`);
  return sql`to_tsquery('simple', ${quoted.join(" & ")})`;
}

const escapeLike = (text: string) => text.replace(/[\\%_]/g, "\\$&");
