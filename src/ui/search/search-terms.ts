/** The parts of a search query, as far as the page shows them. The server decides what is found. */

import { isDay } from "@/lib/is-day";

/** The most characters that the server accepts. */
export const MAX_QUERY_CHARS = 500;

const FILTER = /^(in|from|before|after|has):/i;

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

export const HAS = ["link", "file", "image", "reaction", "pin"];

/** The words of the query, without its filters. */
export function readWords(query: string): string[] {
  return toTerms(query)
    .filter((term) => !FILTER.test(term))
    .flatMap((term) => term.match(/[\p{L}\p{N}_]+/gu) ?? []);
}

/**
 * The name of the channel that the query is limited to, in lower case, as the server compares it. Of several, the last
 * one counts.
 */
export function readChannel(query: string): string | null {
  const named = toTerms(query).findLast((term) => /^in:./i.test(term));
  return named ? named.slice(3).replaceAll('"', "").replace(/^#/, "").toLowerCase() : null;
}

/**
 * What a filter with an unusable value accepts, for example for a date that does not exist. Null if all values are
 * usable.
 */
export function explainWrong(query: string): string | null {
  for (const term of toTerms(query)) {
    const [, key = "", value = ""] = /^(.*?:)(.*)$/.exec(term.toLowerCase()) ?? [];
    const filter = FILTERS.find((one) => one.key === key);
    if (filter && !takes(key, value.replaceAll('"', ""))) return `${key} takes ${filter.what}`;
  }
  return null;
}

function takes(key: string, value: string): boolean {
  if (key === "has:") return HAS.includes(value.replace(/s$/, ""));
  return key === "in:" || key === "from:" || isDay(value);
}

function toTerms(query: string): string[] {
  return query.match(/(?:in|from):"[^"]*"?|\S+/gi) ?? [];
}

/** The filter that is being typed at the end: its key and the value so far. */
export function readOpenFilter(query: string): { key: string; value: string } | null {
  const found = /(?:^|\s)((?:in|from|has):)("[^"]*|\S*)$/i.exec(query);
  const [, key, value] = found ?? [];
  if (key === undefined || value === undefined) return null;
  return { key: key.toLowerCase(), value: value.replace(/^"/, "").replace(/^[#@]/, "") };
}

/** The query with this value for its last filter. If none is being typed, the filter is added. */
export function finishFilter(query: string, key: string, value: string): string {
  const open = readOpenFilter(query);
  const before = open ? query.replace(/(?:"[^"]*|\S*)$/, "").trimEnd() : query.trimEnd();
  const quoted = /\s/.test(value) ? `"${value}"` : value;
  return `${before ? `${before} ` : ""}${key}${quoted}${value === "" ? "" : " "}`;
}

export interface Piece {
  text: string;
  found: boolean;
}

const AROUND_CHARS = 90;

/**
 * A message in one line. It is cut so that the first word that was found is near the beginning. The parts that were
 * found are marked.
 */
export function cutAround(text: string, words: string[]): Piece[] {
  const line = text.replace(/\s+/g, " ").trim();
  const pattern = toPattern(words);
  const first = pattern?.exec(line)?.index ?? 0;
  const start = first > AROUND_CHARS ? line.lastIndexOf(" ", first - AROUND_CHARS / 2) + 1 : 0;
  const pieces = pattern ? splitAt(line.slice(start), toPattern(words)) : [];
  if (pieces.length === 0) pieces.push({ text: line.slice(start), found: false });
  return start > 0 ? [{ text: "… ", found: false }, ...pieces] : pieces;
}

function splitAt(text: string, pattern: RegExp | null): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of pattern ? text.matchAll(pattern) : []) {
    if (match.index > end) pieces.push({ text: text.slice(end, match.index), found: false });
    pieces.push({ text: match[0], found: true });
    end = match.index + match[0].length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end), found: false });
  return pieces;
}

/** A pattern for words that begin with one of these, as the server matches them. */
function toPattern(words: string[]): RegExp | null {
  if (words.length === 0) return null;
  const longestFirst = words.toSorted((a, b) => b.length - a.length);
  return new RegExp(`(?<![\\p{L}\\p{N}_])(?:${longestFirst.join("|")})[\\p{L}\\p{N}_]*`, "giu");
}

/**
 * A query from the address or the clipboard, without characters that nobody can type and that the server would refuse.
 */
export function cleanQuery(text: string): string {
  return text.toWellFormed().replace(/\p{Cc}+/gu, " ");
}
