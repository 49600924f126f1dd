import { type SQL, sql } from "drizzle-orm";
import { rows } from "@/db/client";
import type { SearchHit } from "@/lib/api-types";
import { peopleOf } from "../access/kept-names";
import type { Principal } from "../access/principal";
import { visible } from "../access/queries";
import { readable } from "../access/readable";
import { type MessageRow, messageColumns, toMessage } from "./message-row";
import { parseSearch, type Search } from "./parse-search";

const PAGE = 30;

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
  const conditions = describeSearch(principal, parseSearch(query));
  if (conditions.length === 0) return { hits: [], next: null };
  const before = cursor === undefined ? sql`true` : sql`m.id < ${cursor}`;
  const found = await rows<MessageRow & { name: string; kind: SearchHit["channel"]["kind"] }>(sql`
    SELECT ${messageColumns}, c.name, c.kind
    FROM message m JOIN channel c ON c.id = m.channel_id
      JOIN ${peopleOf(principal.workspace.id)} u ON u.id = m.author_id
    WHERE ${visible(principal)} AND ${readable(principal.userId)} AND m.deleted_at IS NULL AND ${before}
      AND ${sql.join(conditions, sql` AND `)}
    ORDER BY m.id DESC LIMIT ${PAGE + 1}`);
  const hits = found.slice(0, PAGE).map(({ name, kind, ...row }) => ({
    message: toMessage(row),
    channel: { id: row.channelId, name, kind },
  }));
  return { hits, next: found.length > PAGE ? (hits.at(-1)?.message.id ?? null) : null };
}

function describeSearch(principal: Principal, search: Search): SQL[] {
  const all: (SQL | null)[] = [
    search.words.length > 0
      ? sql`m.words @@ to_tsquery('simple', ${toTsQuery(search.words)})`
      : null,
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
  return all.filter((condition) => condition !== null);
}

/** Every word by its beginning, quoted so that nothing in it is an operator. */
function toTsQuery(words: string[]): string {
  return words
    .map((word) => `'${word.replaceAll("\\", "\\\\").replaceAll("'", "''")}':*`)
    .join(" & ");
}

const escapeLike = (text: string) => text.replace(/[\\%_]/g, "\\$&");
