/** What a search is made of, as far as the page shows it. The server has the last word on what is found. */

import { isDay } from "@/lib/is-day";

/** As many characters as the server takes. */
export const LONGEST = 500;

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

/** The words that are looked for in what was written. */
export function readWords(query: string): string[] {
  return toTerms(query)
    .filter((term) => !FILTER.test(term))
    .flatMap((term) => term.match(/[\p{L}\p{N}_]+/gu) ?? []);
}

/** The channel that a query keeps to, in small letters as the server compares it; of several the last one counts. */
export function readChannel(query: string): string | null {
  const named = toTerms(query).findLast((term) => /^in:./i.test(term));
  return named ? named.slice(3).replaceAll('"', "").replace(/^#/, "").toLowerCase() : null;
}

/** What a filter takes that was given something else, such as a day that is none. */
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

/** The filter that is being typed at the end: its name and what there is of it. */
export function readOpenFilter(query: string): { key: string; value: string } | null {
  const found = /(?:^|\s)((?:in|from|has):)("[^"]*|\S*)$/i.exec(query);
  const [, key, value] = found ?? [];
  if (key === undefined || value === undefined) return null;
  return { key: key.toLowerCase(), value: value.replace(/^"/, "").replace(/^[#@]/, "") };
}

/** The query with its open filter, if any, finished by this value. */
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

const AROUND = 90;

/** What was written, in one line, cut so that the first word that was found stands near the beginning. */
export function cutAround(text: string, words: string[]): Piece[] {
  const line = text.replace(/\s+/g, " ").trim();
  const pattern = toPattern(words);
  const first = pattern?.exec(line)?.index ?? 0;
  const start = first > AROUND ? line.lastIndexOf(" ", first - AROUND / 2) + 1 : 0;
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

/** Words by their beginnings, as the server matches them. */
function toPattern(words: string[]): RegExp | null {
  if (words.length === 0) return null;
  const longestFirst = words.toSorted((a, b) => b.length - a.length);
  return new RegExp(`(?<![\\p{L}\\p{N}_])(?:${longestFirst.join("|")})[\\p{L}\\p{N}_]*`, "giu");
}

/** What an address or the clipboard brought, without what cannot be typed and the server would refuse. */
export function cleanQuery(text: string): string {
  return text.toWellFormed().replace(/\p{Cc}+/gu, " ");
}
