import { foldText } from "@/lib/fold-text";
import { cutWords, findTerm, type WordTerm } from "@/lib/search-words";

export interface Piece {
  text: string;
  found: boolean;
}

interface Range {
  start: number;
  end: number;
}

const AROUND_CHARS = 90;

/**
 * A message in one line. It is cut so that the first word that was found is near the beginning. The parts that were
 * found are marked, by the rules by which the server finds them.
 */
export function cutAround(text: string, terms: readonly WordTerm[]): Piece[] {
  const line = text.replace(/\s+/g, " ").trim();
  const marked = terms.length > 0 ? findMarked(line, terms) : [];
  const first = marked[0]?.start ?? 0;
  const start = first > AROUND_CHARS ? findStart(line, first) : 0;
  const pieces = splitAt(line, marked, start);
  return start > 0 ? [{ text: "… ", found: false }, ...pieces] : pieces;
}

/** A place between two words, or where there are no spaces a place that is near enough. */
function findStart(line: string, first: number): number {
  const space = line.lastIndexOf(" ", first - AROUND_CHARS / 2) + 1;
  return first - space > 3 * AROUND_CHARS ? first - AROUND_CHARS / 2 : space;
}

function splitAt(line: string, marked: Range[], from: number): Piece[] {
  const pieces: Piece[] = [];
  let end = from;
  for (const range of marked) {
    if (range.start > end) pieces.push({ text: line.slice(end, range.start), found: false });
    pieces.push({ text: line.slice(range.start, range.end), found: true });
    end = range.end;
  }
  if (end < line.length || pieces.length === 0)
    pieces.push({ text: line.slice(end), found: false });
  return pieces;
}

/** What a line has of the terms, in order. Ranges that touch are one. */
function findMarked(line: string, terms: readonly WordTerm[]): Range[] {
  const { folded, places } = foldWithPlaces(line);
  const words = cutWords(folded);
  const found = terms
    .flatMap((term) => findTerm(words, term))
    .map(({ start, end }) => ({
      start: places[start]?.start ?? 0,
      end: places[end - 1]?.end ?? line.length,
    }))
    .toSorted((a, b) => a.start - b.start);
  const joined: Range[] = [];
  for (const range of found) {
    const last = joined.at(-1);
    if (last && range.start <= last.end) last.end = Math.max(last.end, range.end);
    else joined.push(range);
  }
  return joined;
}

/** What belongs to one letter: its marks, what is not seen after it, and the other parts of a syllable of Hangul. */
const LETTER =
  /.[\p{M}\p{Default_Ignorable_Code_Point}\p{Cf}\u1160-\u11FF\uD7B0-\uD7FF\uFF9E\uFF9F]*/gsu;

/** The folded text, and for each of its characters where it comes from. */
function foldWithPlaces(text: string): { folded: string; places: Range[] } {
  let folded = "";
  const places: Range[] = [];
  for (const { 0: letter, index } of text.matchAll(LETTER)) {
    const plain = foldLetter(letter);
    const place = { start: index, end: index + letter.length };
    for (let i = 0; i < plain.length; i += 1) places.push(place);
    folded += plain;
  }
  return { folded, places };
}

const known = new Map<string, string>();
const MAX_KNOWN = 2_000;

function foldLetter(letter: string): string {
  const before = known.get(letter);
  if (before !== undefined) return before;
  if (known.size >= MAX_KNOWN) known.clear();
  const plain = /^\s/.test(letter) ? " " : foldText(letter);
  known.set(letter, plain);
  return plain;
}
