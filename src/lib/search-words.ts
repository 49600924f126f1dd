import { foldText } from "./fold-text";

/**
 * Cuts texts into the words by which messages are found. The index and a query are cut here, and nowhere else: what the
 * one takes for a word, the other does too, on every database.
 */

/** A word of a folded text. */
export interface Word {
  text: string;
  /** Its place among the words of the text: 0, 1, 2 … */
  at: number;
  /** Where it stands in the folded text. */
  start: number;
  end: number;
  /** The last letter of a run of letters without spaces: the word before it has the letter too. */
  isTail: boolean;
}

/** Scripts that are written without spaces between words, or, as Hangul, with words inside of words. */
const SCRIPTS = [
  "Hani",
  "Hira",
  "Kana",
  "Bopo",
  "Hang",
  "Thai",
  "Laoo",
  "Khmr",
  "Mymr",
  "Lana",
  "Talu",
  "Tale",
];
const OF_SCRIPTS = SCRIPTS.map((script) => String.raw`\p{scx=${script}}`).join("");
const UNSPACED = String.raw`[[${OF_SCRIPTS}]&&[\p{L}\p{M}\p{N}]]`;
const RUN = new RegExp(String.raw`(${UNSPACED}+)|[[\p{L}\p{M}\p{N}]--${UNSPACED}]+`, "gv");
const IN_UNSPACED = new RegExp(`^${UNSPACED}`, "v");

/** A longer word is found by its beginning: Postgres stores no words of any length. */
const MAX_WORD = 100;

/**
 * The words of a folded text. In scripts without spaces each letter makes a word with the letter after it, so that any
 * part of a sentence is found.
 */
export function cutWords(folded: string): Word[] {
  const words: Word[] = [];
  for (const run of folded.matchAll(RUN)) {
    const [text, unspaced] = run;
    if (unspaced !== undefined) cutLetters(words, unspaced, run.index);
    else addWord(words, text, run.index, false);
  }
  return words;
}

function cutLetters(words: Word[], run: string, start: number): void {
  const letters = [...run];
  let at = start;
  letters.forEach((letter, index) => {
    const isTail = index > 0 && index === letters.length - 1;
    addWord(words, letter + (letters[index + 1] ?? ""), at, isTail);
    at += letter.length;
  });
}

function addWord(words: Word[], text: string, start: number, isTail: boolean): void {
  const kept = text.length > MAX_WORD ? cutShort(text) : text;
  words.push({ text: kept, at: words.length, start, end: start + text.length, isTail });
}

const cutShort = (text: string) => text.slice(0, MAX_WORD).replace(/[\uD800-\uDBFF]$/, "");

/** Words that a message has next to each other. */
export interface WordTerm {
  words: { text: string; at: number }[];
  /** Whether its last word is a whole word. Otherwise it is the beginning of one. */
  isWhole: boolean;
}

/** The words that a part of a query asks for; null if it has none. */
export function toTerm(text: string, isWhole: boolean): WordTerm | null {
  const words = cutWords(foldText(text)).filter((word) => !word.isTail);
  return words.length === 0
    ? null
    : { words: words.map(({ text, at }) => ({ text, at })), isWhole };
}

/** Whether a word of a term is only the beginning of the word that is searched for. */
export function isBeginning({ words, isWhole }: WordTerm, index: number): boolean {
  const text = words[index]?.text ?? "";
  // A letter makes a word with whatever comes after it. Two letters are a whole word.
  if (IN_UNSPACED.test(text)) return [...text].length === 1;
  return !isWhole && index === words.length - 1;
}

/** Where a text has a term: places in the folded text, from which the words are. */
export function findTerm(found: readonly Word[], term: WordTerm): { start: number; end: number }[] {
  const [first, last] = [term.words[0], term.words.at(-1)];
  if (!first || !last) return [];
  return found.flatMap((word, index) => {
    const has = term.words.every(({ text, at }, place) => {
      const there = found[index + at - first.at]?.text;
      return isBeginning(term, place) ? there?.startsWith(text) : there === text;
    });
    const end = found[index + last.at - first.at];
    if (!has || !end) return [];
    const length = IN_UNSPACED.test(last.text) ? last.text.length : end.end - end.start;
    return [{ start: word.start, end: end.start + length }];
  });
}
