/** Names that the eye takes for one another: in another case, width or accent, or with letters of another alphabet. */

/** What looks like another small letter: Cyrillic, Greek, Armenian, and Latin ones that have no plain form. */
const SMALL = readPairs(
  "аa еe оo рp сc уy хx ѕs іi јj ԁd һh ԛq ԝw кk αa οo ρp νv ιi κk υu χx ωw օo սu հh ոn ɑa ɡg ıi łi øo đd ħh 1i |i li 0o",
);
const CAPITAL = readPairs(
  "АA ВB ЕE КK МM НH ОO РP СC ТT УY ХX ЅS ІI ЈJ ԚQ ԜW ҮY ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX ՕO ŁL ØO ĐD ĦH 1I |I 0O",
);
/** Two letters that look like one, or are written for one. */
const TWO: readonly [string, string][] = [
  ["ß", "ss"],
  ["æ", "ae"],
  ["œ", "oe"],
  ["rn", "m"],
  ["vv", "w"],
];

/**
 * Two spellings of what a name looks like, in small letters and in capitals: letters that differ in the one may be
 * alike in the other. Names that share either look alike.
 */
export type Looks = readonly [small: string, capital: string];

/** A workspace's names are looked at with every list of its people; few of them are new. */
const seen = new Map<string, Looks>();
const MAX_SEEN = 20_000;

export function looksOf(name: string): Looks {
  const before = seen.get(name);
  if (before) return before;
  const looks = readLooks(name);
  if (seen.size >= MAX_SEEN) seen.clear();
  seen.set(name, looks);
  return looks;
}

export function looksAlike(one: string, other: string): boolean {
  const [small, capital] = looksOf(one);
  const [otherSmall, otherCapital] = looksOf(other);
  return small === otherSmall || capital === otherCapital;
}

function readLooks(name: string): Looks {
  const plain = name
    .normalize("NFKD")
    .replace(/[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, "");
  const small = TWO.reduce(
    (text, [two, one]) => text.replaceAll(two, one),
    swap(plain.toLowerCase(), SMALL),
  );
  return [keepLetters(small), keepLetters(swap(plain.toUpperCase(), CAPITAL))];
}

function swap(text: string, pairs: ReadonlyMap<string, string>): string {
  return [...text].map((sign) => pairs.get(sign) ?? sign).join("");
}

/** Blanks and signs between words are easily overlooked; a name may have nothing else. */
function keepLetters(text: string): string {
  const letters = text.replace(/[^\p{L}\p{N}]/gu, "");
  return letters === "" ? text.replace(/\s/g, "") : letters;
}

function readPairs(pairs: string): ReadonlyMap<string, string> {
  return new Map(pairs.split(" ").map((pair) => [pair.slice(0, -1), pair.slice(-1)]));
}
