/**
 * One rule for what counts as the same text, wherever people look for something: search, names, channels, emoji. Both
 * sides of a comparison are folded here, in JavaScript, never in SQL: how a database changes case depends on its locale.
 */

/**
 * Accents of Latin, Greek and Cyrillic, and the vowel signs of Arabic and Hebrew, which most people leave out. The two
 * marks of Japanese stay: が is another letter than か.
 */
const LEFT_OUT =
  /[[\p{sc=Zinh}--[\u3099\u309A]]\u0483-\u0487\u0591-\u05BD\u05BF\u05C1\u05C2\u05C4\u05C5\u05C7\u0610-\u061A\u064B-\u065F\u0670\u06D6-\u06DC\u06DF-\u06E4\u06E7\u06E8\u06EA-\u06ED]/gv;
/**
 * Joiners, soft hyphens, selectors and directions: they are not seen, so nobody types them. The Arabic line that only
 * draws a word out, `كـتاب`, is none of its letters either.
 */
export const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Cf}\u0640]/gu;
/** Letters that are spelled otherwise where they are not on the keyboard, and what NFKD and case do not bring together. */
const SPELLED: readonly [RegExp, string][] = [
  [/ß/g, "ss"],
  [/ς/g, "σ"],
  [/ı/g, "i"],
  [/æ/g, "ae"],
  [/œ/g, "oe"],
  [/ø/g, "o"],
  [/ł/g, "l"],
  [/đ/g, "d"],
  [/[’‘ʼ＇`´]/g, "'"],
];

/** None of what is done to other texts changes these, apart from capitals, grave accents and spaces. */
const PLAIN = /^[\x20-\x7e]*$/;

/**
 * A text as it is compared: without case, width, accents and invisible characters, one space for several. Vowel signs
 * of the scripts of India stay, because words differ by them.
 * The text may be longer or shorter afterwards: places in it are not places in the original.
 */
export function foldText(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase().replace(/`/g, "'").replace(/ {2,}/g, " ").trim();
  const plain = text.normalize("NFKD").replace(UNSEEN, "").replace(LEFT_OUT, "").toLowerCase();
  const spelled = SPELLED.reduce((folded, [letter, as]) => folded.replace(letter, as), plain);
  return spelled.replace(/\s+/gu, " ").trim().normalize("NFC");
}
