import { type SQL, sql } from "drizzle-orm";
import { rows } from "@/db/client";
import type { SearchPage } from "@/lib/api-types";
import type { WordTerm } from "@/lib/search-words";
import { readable, searchesAll } from "../access/message-rules";
import type { Principal } from "../access/principal";
import { toMessage } from "./message-row";
import { parseSearch } from "./parse-search";
import { resolveNames } from "./resolve-names";
import {
  type Asked,
  all,
  describeFilters,
  describePlace,
  describeSpan,
  toTsQuery,
} from "./search-conditions";
import {
  HITS_A_PAGE,
  type Hits,
  searchBackwards,
  searchByChannel,
  searchByWords,
  searchNewest,
} from "./search-ways";

interface Question {
  query: string;
  /** `next` of the page before. */
  cursor?: string | undefined;
  /** The reader's time zone, whose days are meant. */
  zone?: string | undefined;
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
  if (parsed.isOfSigns) return { hits: [], next: null };
  const search = { ...parsed, named: await resolveNames(principal, parsed.wanted) };
  if (search.named.channels?.length === 0) return { hits: [], next: null };
  const asked = describeFilters(search, await resolveNames(principal, parsed.leftOut));
  if (asked.length + search.wanted.terms.length === 0 && search.named.channels === null) {
    return { hits: [], next: null };
  }
  const span = describeSpan(search, cursor);
  asked.push(span, sql`m.deleted_at IS NULL`);
  const found = await find(principal, search, asked, span);
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
async function find(principal: Principal, search: Asked, asked: SQL[], span: SQL): Hits {
  const { terms, has } = search.wanted;
  const filters = [...asked, readable(principal)];
  const { channels, authors } = search.named;
  const byChannel = () => searchByChannel(principal, search, filters);
  if (!searchesAll(principal) || has.size > 0) return byChannel();
  if (terms.length === 0) {
    return channels ? byChannel() : searchBackwards(principal, filters);
  }
  const place = describePlace(search, span);
  const newest = await searchNewest(principal, search, filters, span);
  if (newest.length > HITS_A_PAGE) return newest;
  // A `from:` filter may match few messages. Searched channel by channel, all messages of other people would be
  // read.
  if (authors === null && (await isCommon(terms, place))) return byChannel();
  return searchByWords(principal, search, filters, all([place, ...asked]));
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
