/**
 * Finds and removes invisible characters. People tell names apart by eye: with an invisible character, two names can
 * look the same, or a name can look empty. Some scripts and emoji need characters that are invisible themselves; those
 * stay.
 */

/** Signs of Arabic, Syriac and Kaithi that are in Unicode's category "format" but are visible. */
const SEEN_FORMATS = String.raw`\u0600-\u0605\u06DD\u070F\u0890\u0891\u08E2\u{110BD}\u{110CD}`;
/** Blank characters in Unicode's letters, marks and symbols: of Braille, Khitan, hieroglyphs, music and objects. */
const BLANKS = String.raw`\u2800\uFFFC\u{13441}\u{13442}\u{16FE4}\u{1D159}`;
/**
 * Fillers, joiners, selectors, tags, directions and controls, including code points that Unicode has not assigned yet.
 */
const UNSEEN = String.raw`[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}\p{Cs}\p{Zl}\p{Zp}${BLANKS}]--[${SEEN_FORMATS}]`;
const INVISIBLE = new RegExp(`[${UNSEEN}]`, "v");
/** A mark alone does not count as visible: it needs a letter before it. */
const VISIBLE = new RegExp(String.raw`[^[${UNSEEN}]\p{White_Space}\p{M}]`, "v");

/**
 * Characters that remove a letter's vowel in the scripts of India and its neighbours. A joiner has a meaning beside
 * them.
 */
const VIRAMA = String.raw`[\u094D\u09CD\u0A4D\u0ACD\u0B4D\u0BCD\u0C4D\u0CCD\u0D3B\u0D3C\u0D4D\u0DCA\u0F84\u1039\u103A\u17D2\u1A60\u1B44\u1BAA\u1BAB\uA806\uA82C\uA8C4\uA953\uA9C0\uAAF6\uABED\u{10A3F}\u{11046}\u{1107F}\u{110B9}\u{11133}\u{11134}\u{111C0}\u{11235}\u{112EA}\u{1134D}\u{11442}\u{114C2}\u{115BF}\u{1163F}\u{116B6}\u{1172B}\u{11839}]`;
/** Letters of cursive scripts. A joiner between two of them changes whether they are connected. */
const CURSIVE = String.raw`[[\p{scx=Arab}\p{scx=Syrc}\p{scx=Nkoo}\p{scx=Mand}\p{scx=Adlm}\p{scx=Rohg}\p{scx=Mong}\p{scx=Phag}\p{scx=Mani}]&&[\p{L}\p{M}]]`;
const MONGOLIAN = String.raw`[\p{scx=Mong}&&[\p{L}\p{M}]]`;
/** The marks on one letter. The number is bounded, so that the lookbehind never takes long. */
const MARKS = String.raw`\p{M}{0,8}`;
const PICTOGRAPH = String.raw`\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|[\uFE0E\uFE0F])?`;

/** The sequences in which an invisible character changes what is visible. */
const NEEDED = new RegExp(
  [
    String.raw`\p{RGI_Emoji}`,
    String.raw`${PICTOGRAPH}(?:\u200D${PICTOGRAPH})*`,
    String.raw`[0-9#*]\uFE0F?\u20E3`,
    String.raw`[\u200C\u200D](?<=\p{L}${MARKS}${VIRAMA}.)`,
    String.raw`[\u200C\u200D](?<=\p{L}${MARKS}.)(?=${VIRAMA})`,
    String.raw`[\u200C\u200D](?<=${CURSIVE}.)(?=${CURSIVE})`,
    String.raw`(?<=${MONGOLIAN})(?:[\u180B-\u180D\u180F]|\u180E(?=[\u1820\u1821]))`,
    String.raw`(?<=\p{Unified_Ideograph})[\uFE00-\uFE02\u{E0100}-\u{E01EF}]`,
    String.raw`(?<=[\p{sc=Mymr}\p{sc=Phag}])\uFE00`,
  ].join("|"),
  "gv",
);

/** Whether a text has at least one visible character. */
export function hasVisible(text: string): boolean {
  return VISIBLE.test(text);
}

/** Whether a file's name has characters besides its folders and dots, and none of them can be seen. */
export function isUnseenFileName(name: string): boolean {
  const words = (name.split(/[\\/]/).at(-1) ?? "").replaceAll(".", "");
  return words !== "" && !hasVisible(words);
}

/**
 * Whether a text has an invisible character that no script needs there: a control character, a direction mark, half of
 * a surrogate pair, or a line break.
 */
export function hasUnneededInvisible(text: string): boolean {
  return INVISIBLE.test(text.replace(NEEDED, ""));
}

/** The text without the characters that `hasUnneededInvisible` finds. */
export function removeUnneededInvisible(text: string): string {
  let kept = "";
  let end = 0;
  for (const needed of text.matchAll(NEEDED)) {
    kept += dropInvisible(text.slice(end, needed.index)) + needed[0];
    end = needed.index + needed[0].length;
  }
  return kept + dropInvisible(text.slice(end));
}

function dropInvisible(text: string): string {
  return [...text].filter((sign) => !INVISIBLE.test(sign)).join("");
}

/**
 * Normalises a text of one line: composed characters (NFC), one space between words, none at the ends. The time for
 * composing many marks on one letter grows with their square, so the caller has to limit the length of a client's text.
 */
export function normalizeLine(text: string): string {
  // One pass over the spaces. A pattern for the spaces before the end would start again at every space (quadratic
  // time).
  return text
    .normalize("NFC")
    .replace(/\p{White_Space}+/gu, (blanks, at: number, whole: string) =>
      at === 0 || at + blanks.length === whole.length ? "" : blanks.replace(/\p{Zs}+/gu, " "),
    );
}
