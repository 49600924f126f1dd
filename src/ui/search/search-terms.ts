/** The parts of a search query, as far as the page shows them. The server decides what is found. */

import { isUsable, type QueryPart, splitQuery } from "@/lib/search-query";
import { toTerm, type WordTerm } from "@/lib/search-words";

/** The most characters that the server accepts. */
export const MAX_QUERY_CHARS = 500;

export interface FilterHint {
  /** "in:" */
  key: string;
  what: string;
}

export const FILTERS: FilterHint[] = [
  { key: "in:", what: "a channel" },
  { key: "from:", what: "a person" },
  { key: "before:", what: "a day, as 2026-03-14" },
  { key: "after:", what: "a day, as 2026-03-14" },
  { key: "has:", what: "link, file, image, reaction or pin" },
];

/** The words of the query that results have: without its filters, and without what is left out. */
export function readTerms(query: string): WordTerm[] {
  return splitQuery(query).flatMap(({ key, value, isPhrase, isLeftOut }) => {
    const term = key === null && !isLeftOut ? toTerm(value, isPhrase) : null;
    return term ? [term] : [];
  });
}

/** The name of the channel that the query is limited to. Of several, the last one counts. */
export function readChannel(query: string): string | null {
  const named = splitQuery(query).findLast((part) => part.key === "in" && !part.isLeftOut);
  return named?.value || null;
}

/**
 * What a filter with an unusable value accepts, for example for a date that does not exist. Null if all values are
 * usable.
 */
export function explainWrong(query: string): string | null {
  for (const part of splitQuery(query)) {
    const filter = FILTERS.find((one) => one.key === `${part.key}:`);
    if (filter && !takes(part)) return `${filter.key} takes ${filter.what}`;
  }
  return null;
}

/** A name may still be typed. */
const takes = (part: QueryPart) => part.key === "in" || part.key === "from" || isUsable(part);

/** A filter at the end that is still being typed: the minus before it, its key, and its value so far. */
const OPEN = /(?:^|\s)(-?)((?:in|from|has):)("[^"]*|\S*)$/i;

/** The filter that is being typed at the end: its key and the value so far. */
export function readOpenFilter(query: string): { key: string; value: string } | null {
  const [, , key, value] = OPEN.exec(query) ?? [];
  if (key === undefined || value === undefined) return null;
  return { key: key.toLowerCase(), value: value.replace(/^"/, "").replace(/^[#@]/, "") };
}

/** The query with this value for its last filter. If none is being typed, the filter is added. */
export function finishFilter(query: string, key: string, value: string): string {
  const open = OPEN.exec(query);
  const before = query.slice(0, open?.index).trimEnd();
  const minus = open?.[1] ?? "";
  const quoted = /\s/.test(value) ? `"${value}"` : value;
  return `${before ? `${before} ` : ""}${minus}${key}${quoted}${value === "" ? "" : " "}`;
}

/**
 * A query from the address or the clipboard, without characters that nobody can type and that the server would refuse.
 */
export function cleanQuery(text: string): string {
  return text.toWellFormed().replace(/\p{Cc}+/gu, " ");
}
