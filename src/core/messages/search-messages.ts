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
  if (filters.length + search.words.length === 0) return { hits: [], next: null };
  if (cursor !== undefined) filters.push(sql`m.id < ${cursor}`);
  filters.push(sql`m.deleted_at IS NULL`, readable(principal.userId));
  const statement = searchesAll(principal) ? searchAll : searchByChannel;
  const found = await rows<HitRow>(statement(principal, search.words, filters));
  const hits = found.slice(0, PAGE).map(({ name, kind, ...row }) => ({
    message: toMessage(row),
    channel: { id: row.channelId, name, kind },
  }));
  return { hits, next: found.length > PAGE ? (hits.at(-1)?.message.id ?? null) : null };
}

/** Through the index of all words, for members. */
function searchAll(principal: Principal, words: string[], filters: SQL[]): SQL {
  const match = words.length > 0 ? [sql`m.words @@ ${toTsQuery(words)}`] : [];
  return sql`
    SELECT ${messageColumns}, c.name, c.kind
    FROM message m JOIN channel c ON c.id = m.channel_id
      JOIN ${peopleOf(principal.workspace.id)} u ON u.id = m.author_id
    WHERE ${visible(principal)} AND ${sql.join([...match, ...filters], sql` AND `)}
    ORDER BY m.id DESC LIMIT ${PAGE + 1}`;
}

/** Channel by channel, reading what is there. As a function the match uses no index, and the plan knows no word. */
function searchByChannel(principal: Principal, words: string[], filters: SQL[]): SQL {
  const match = words.length > 0 ? [sql`ts_match_vq(m.words, ${toTsQuery(words)})`] : [];
  return sql`
    WITH mine AS MATERIALIZED (SELECT c.* FROM channel c WHERE ${visible(principal)})
    SELECT ${messageColumns}, c.name, c.kind
    FROM mine c CROSS JOIN LATERAL (
      SELECT m.* FROM message m JOIN ${peopleOf(principal.workspace.id)} u ON u.id = m.author_id
      WHERE m.channel_id = c.id AND ${sql.join([...filters, ...match], sql` AND `)}
      ORDER BY m.id DESC LIMIT ${PAGE + 1}) m
    JOIN ${peopleOf(principal.workspace.id)} u ON u.id = m.author_id
    ORDER BY m.id DESC LIMIT ${PAGE + 1}`;
}

function describeFilters(principal: Principal, search: Search): SQL[] {
  const all: (SQL | null)[] = [
    search.in ? sql`lower(c.name) = ${search.in}` : null,
    search.from === "me" ? sql`m.author_id = ${principal.userId}` : null,
    search.from && search.from !== "me"
      ? sql`lower(u.name) LIKE ${`%${escapeLike(search.from)}%`}`
      : null,
    search.before ? sql`m.created_at < ${search.before}::timestamptz` : null,
    search.after ? sql`m.created_at >= ${search.after}::timestamptz` : null,
    search.has.has("link") ? sql`m.body ~ 'https?://'` : null,
    search.has.has("reaction") ? sql`m.reactions <> '{}'::jsonb` : null,
    search.has.has("file") ? sql`m.files <> '[]'::jsonb` : null,
    search.has.has("image")
      ? sql`EXISTS (SELECT 1 FROM jsonb_array_elements(m.files) f WHERE f ->> 'type' LIKE 'image/%')`
      : null,
    search.has.has("pin") ? sql`m.pinned_at IS NOT NULL` : null,
  ];
  return all.filter((filter) => filter !== null);
}

/** Every word by its beginning, quoted so that nothing in it is an operator. */
function toTsQuery(words: string[]): SQL {
  const quoted = words.map((word) => `'${word.replaceAll("\\", "\\\\").replaceAll("'", "''")}':*`);
  return sql`to_tsquery('simple', ${quoted.join(" & ")})`;
}

const escapeLike = (text: string) => text.replace(/[\\%_]/g, "\\$&");
