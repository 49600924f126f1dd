/**
 * What can be seen of a text. Names are told apart by eye: whatever shows nothing makes two of them look like one, or
 * one like nothing. Some scripts and emoji do need characters that are not seen themselves; those stay.
 */

/** Signs of Arabic, Syriac and Kaithi that Unicode counts among the formats, and that are seen all the same. */
const SEEN_FORMATS = String.raw`\u0600-\u0605\u06DD\u070F\u0890\u0891\u08E2\u{110BD}\u{110CD}`;
/** Blanks that Unicode counts among letters, marks and symbols: of Braille, Khitan, hieroglyphs, notes and objects. */
const BLANKS = String.raw`\u2800\uFFFC\u{13441}\u{13442}\u{16FE4}\u{1D159}`;
/** Fillers, joiners, selectors, tags, directions, controls: also those that Unicode has still to assign. */
const UNSEEN = String.raw`[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}\p{Cs}\p{Zl}\p{Zp}${BLANKS}]--[${SEEN_FORMATS}]`;
const INVISIBLE = new RegExp(`[${UNSEEN}]`, "v");
/** A mark alone has nothing to stand on. */
const VISIBLE = new RegExp(String.raw`[^[${UNSEEN}]\p{White_Space}\p{M}]`, "v");

/** Characters that take the vowel from a letter in the scripts of India and its neighbours, where a joiner has a meaning. */
const VIRAMA = String.raw`[\u094D\u09CD\u0A4D\u0ACD\u0B4D\u0BCD\u0C4D\u0CCD\u0D3B\u0D3C\u0D4D\u0DCA\u0F84\u1039\u103A\u17D2\u1A60\u1B44\u1BAA\u1BAB\uA806\uA82C\uA8C4\uA953\uA9C0\uAAF6\uABED\u{10A3F}\u{11046}\u{1107F}\u{110B9}\u{11133}\u{11134}\u{111C0}\u{11235}\u{112EA}\u{1134D}\u{11442}\u{114C2}\u{115BF}\u{1163F}\u{116B6}\u{1172B}\u{11839}]`;
/** Letters that are written together, where a joiner between two of them says otherwise. */
const CURSIVE = String.raw`[[\p{scx=Arab}\p{scx=Syrc}\p{scx=Nkoo}\p{scx=Mand}\p{scx=Adlm}\p{scx=Rohg}\p{scx=Mong}\p{scx=Phag}\p{scx=Mani}]&&[\p{L}\p{M}]]`;
const MONGOLIAN = String.raw`[\p{scx=Mong}&&[\p{L}\p{M}]]`;
/** On one letter; bounded, so that looking back never takes long. */
const MARKS = String.raw`\p{M}{0,8}`;
const PICTOGRAPH = String.raw`\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|[\uFE0E\uFE0F])?`;

/** Where something that is not seen itself changes what is. */
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

/** Whether there is anything to be seen in a text. */
export function hasVisible(text: string): boolean {
  return VISIBLE.test(text);
}

/**
 * Whether a text has a character that is not seen where no script needs it: a control, one that gives the direction
 * of writing, half a character, a line's end within.
 */
export function hasNeedless(text: string): boolean {
  return INVISIBLE.test(text.replace(NEEDED, ""));
}

/** A text without what `hasNeedless` finds in it. */
export function withoutNeedless(text: string): string {
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
 * A text of one line in one spelling: composed characters, one blank between words, none around them. Composing many
 * marks on one letter takes time that grows with their square: whoever takes the text from a stranger bounds it first.
 */
export function toLine(text: string): string {
  // Every blank is passed once: looking for those before the end would begin anew at each.
  return text
    .normalize("NFC")
    .replace(/\p{White_Space}+/gu, (blanks, at: number, whole: string) =>
      at === 0 || at + blanks.length === whole.length ? "" : blanks.replace(/\p{Zs}+/gu, " "),
    );
}
