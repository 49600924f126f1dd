/** Finds names that look alike: they differ in case, width or accents, or have letters of another alphabet. */

/**
 * Small letters that look like a Latin one: Cyrillic, Greek, Armenian, and Latin letters that NFKD does not simplify.
 */
const SMALL = readPairs(
  "аa еe оo рp сc уy хx ѕs іi јj ԁd һh ԛq ԝw кk αa οo ρp νv ιi κk υu χx ωw օo սu հh ոn ɑa ɡg ıi łi øo đd ħh 1i |i li 0o",
);
const CAPITAL = readPairs(
  "АA ВB ЕE КK МM НH ОO РP СC ТT УY ХX ЅS ІI ЈJ ԚQ ԜW ҮY ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX ՕO ŁL ØO ĐD ĦH 1I |I 0O",
);
/** Letters that look like another pair or letter, or are spelled like it. */
const SPELLINGS: readonly [string, string][] = [
  ["ß", "ss"],
  ["æ", "ae"],
  ["œ", "oe"],
  ["rn", "m"],
  ["vv", "w"],
];

/**
 * A name with every letter replaced by the Latin one that it looks like, in small letters and in capitals: letters that
 * differ in one case may look alike in the other. Two names look alike if either of the two is the same.
 */
export type Looks = readonly [small: string, capital: string];

/** A cache: the names of a workspace are compared for every list of its people, and few of them are new. */
const seen = new Map<string, Looks>();
const MAX_SEEN = 20_000;

export function lookAlikeKeys(name: string): Looks {
  const before = seen.get(name);
  if (before) return before;
  const looks = readLooks(name);
  if (seen.size >= MAX_SEEN) seen.clear();
  seen.set(name, looks);
  return looks;
}

export function looksAlike(one: string, other: string): boolean {
  const [small, capital] = lookAlikeKeys(one);
  const [otherSmall, otherCapital] = lookAlikeKeys(other);
  return small === otherSmall || capital === otherCapital;
}

function readLooks(name: string): Looks {
  const plain = name
    .normalize("NFKD")
    .replace(/[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, "");
  const small = SPELLINGS.reduce(
    (text, [letters, instead]) => text.replaceAll(letters, instead),
    swap(plain.toLowerCase(), SMALL),
  );
  return [keepLetters(small), keepLetters(swap(plain.toUpperCase(), CAPITAL))];
}

function swap(text: string, pairs: ReadonlyMap<string, string>): string {
  return [...text].map((sign) => pairs.get(sign) ?? sign).join("");
}

/**
 * Keeps letters and digits only: spaces and punctuation are easily overlooked. A name without letters keeps its signs.
 */
function keepLetters(text: string): string {
  const letters = text.replace(/[^\p{L}\p{N}]/gu, "");
  return letters === "" ? text.replace(/\s/g, "") : letters;
}

function readPairs(pairs: string): ReadonlyMap<string, string> {
  return new Map(pairs.split(" ").map((pair) => [pair.slice(0, -1), pair.slice(-1)]));
}
