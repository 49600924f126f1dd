import { gemoji } from "gemoji";
import { foldText } from "@/lib/fold-text";

/**
 * All emoji with their names and keywords. The file is large: import it only when somebody opens the picker or types a
 * short name.
 */

export interface Emoji {
  char: string;
  /** What it shows. Screen readers read this name aloud. */
  name: string;
  /** Its short names, the most common one first: `tada`. */
  codes: readonly string[];
  words: readonly string[];
}

export interface EmojiGroup {
  name: string;
  emoji: readonly Emoji[];
}

const ALL: readonly (Emoji & { group: string })[] = gemoji.map((one) => ({
  char: one.emoji,
  name: one.description,
  codes: one.names,
  words: toWords([one.description, ...one.names, ...one.tags].join(" ")),
  group: one.category,
}));

export const GROUPS: readonly EmojiGroup[] = [...Map.groupBy(ALL, (one) => one.group)].map(
  ([name, emoji]) => ({ name: name.replace("&", "and"), emoji }),
);

const BY_CHAR = new Map(ALL.map((one) => [one.char, one]));
const BY_CODE = new Map(ALL.flatMap((one) => one.codes.map((code) => [code, one])));

/** The known ones among these characters. */
export function findByCharacters(chars: readonly string[]): Emoji[] {
  return chars.flatMap((char) => BY_CHAR.get(char) ?? []);
}

/** The emoji with this short name, which is given without colons. */
export function readCode(code: string): Emoji | undefined {
  return BY_CODE.get(foldText(code));
}

/** The emoji that match these words or their beginnings. Matches of a short name come before matches of a keyword. */
export function findEmoji(query: string, most: number): Emoji[] {
  const wanted = toWords(query);
  if (wanted.length === 0) return [];
  const code = wanted.join("_");
  return ALL.filter((one) =>
    wanted.every((word) => one.words.some((known) => known.startsWith(word))),
  )
    .map((one) => ({ one, rank: rankBy(one, code, wanted.join(" ")) }))
    .sort((a, b) => a.rank - b.rank)
    .slice(0, most)
    .map(({ one }) => one);
}

function rankBy(one: Emoji, code: string, name: string): number {
  if (one.codes.includes(code)) return 0;
  if (one.codes.some((known) => known.startsWith(code))) return 1;
  if (foldText(one.name).startsWith(name)) return 2;
  return one.codes.some((known) => known.includes(code)) ? 3 : 4;
}

function toWords(text: string): string[] {
  return foldText(text).match(/[\p{L}\p{M}\p{N}+-]+/gu) ?? [];
}
