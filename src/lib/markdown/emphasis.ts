import type { Inline } from "./nodes";

/** One sign, repeated or not, that may open or close emphasis. */
export interface Delimiter {
  kind: "delimiter";
  sign: "*" | "_" | "~";
  /** The number of signs, and how many of them are not used yet. */
  length: number;
  left: number;
  canOpen: boolean;
  canClose: boolean;
  /** How many ranges the run opens, and which kinds it closes, from the inside outwards. */
  opens: number;
  closes: ("strong" | "emphasis" | "strike")[];
}

/** A part of a line whose meaning is known, or signs whose meaning is not known yet. */
export type Piece = Inline | Delimiter;

const SPACE = /^\s|^$/;
const DIGIT = /^\p{N}/u;
const LETTER = /^[\p{L}\p{N}\p{M}]/u;
const OPENING = /^[\p{Ps}\p{Pi}"'“„]/u;
/** What may stand before the first word of something emphasised: a bracket, a quotation mark, a symbol … */
const BEFORE_WORD =
  /^[\p{Ps}\p{Pi}\p{Pf}\p{So}"'*_~,;!?¡¿|…–—\u3001-\u303f\uff01-\uff0f\uff1a-\uff20]/u;
/** What may stand after its last word. Punctuation inside a word or an address (`a.b`) is no end of it. */
const AFTER_WORD =
  /^(?:[\p{Pe}\p{Pi}\p{Pf}\p{So}"'*_~|…–—\u3001-\u303f\uff01-\uff0f\uff1a-\uff20-]|[.,:;!?](?![\p{L}\p{N}])|\\[*_~])/u;
/** What ends a sentence or a label, and may be the last sign in bold whatever follows: `**Note:**please`. */
const END_OF_WORDS = /^[:.!?)\]}"'%…\p{Pe}\p{Pf}\p{So}\u3001-\u303f\uff01-\uff0f\uff1a-\uff20]/u;

/**
 * Decides from the characters around a run of signs whether it can open or close emphasis. Two signs may stand within a
 * word, as in `**bold**ness`, and around punctuation, as Chinese and Japanese need it. One sign means something only
 * around whole words: `2*3*4`, `20~25` and `snake_case` are what they look like. So does an underscore, however many.
 * @param before the character before the run, or an empty string at the start
 * @param after the text after the run; its first characters are read
 */
export function readDelimiter(
  sign: Delimiter["sign"],
  length: number,
  before: string,
  after: string,
): Delimiter {
  const isWhole = sign === "_" || length === 1;
  const isNone = sign === "~" && length > 2;
  const mayOpen = !SPACE.test(after) && (isWhole ? beginsWord : beginsBold)(sign, before, after);
  const mayClose = !SPACE.test(before) && (isWhole ? endsWord : endsBold)(sign, before, after);
  return {
    kind: "delimiter",
    sign,
    length,
    left: length,
    canOpen: !isNone && mayOpen,
    canClose: !isNone && mayClose,
    opens: 0,
    closes: [],
  };
}

function beginsWord(sign: Delimiter["sign"], before: string, after: string): boolean {
  if (SPACE.test(before) || BEFORE_WORD.test(before)) return true;
  return sign === "*" && before === "/" && LETTER.test(after);
}

function endsWord(sign: Delimiter["sign"], _before: string, after: string): boolean {
  return SPACE.test(after) || AFTER_WORD.test(after) || (sign === "*" && after.startsWith("/"));
}

/** Two stars between a number and a word are a power: `2**8`. Between slashes they are a pattern of paths. */
function beginsBold(sign: Delimiter["sign"], before: string, after: string): boolean {
  if (beginsWord(sign, before, after)) return true;
  const isInWord = LETTER.test(before);
  if (isInWord && LETTER.test(after)) return !DIGIT.test(before) && !DIGIT.test(after);
  return LETTER.test(after) || (isInWord && OPENING.test(after));
}

function endsBold(sign: Delimiter["sign"], before: string, after: string): boolean {
  if (LETTER.test(before) || END_OF_WORDS.test(before)) return true;
  return before !== "/" && endsWord(sign, before, after);
}

/** Pairs the runs of signs among the pieces, and nests the parts between them. */
export function resolveEmphasis(pieces: Piece[]): Inline[] {
  pair(pieces.filter((piece) => piece.kind === "delimiter"));
  return build(pieces);
}

/**
 * For each run that can close something, finds the nearest run that can open it. It searches no further back than an
 * earlier run of the same kind has searched in vain. So the total number of steps grows linearly with the number of
 * runs.
 */
function pair(delimiters: Delimiter[]): void {
  const open: number[] = [];
  const inVain = new Map<string, number>();
  for (const [index, closer] of delimiters.entries()) {
    while (closer.canClose && closer.left > 0) {
      const kind = `${closer.sign} ${closer.canOpen} ${closer.sign === "~" ? closer.length : closer.length % 3}`;
      const at = findOpener(delimiters, open, closer, inVain.get(kind) ?? -1);
      if (at < 0) {
        inVain.set(kind, open.at(-1) ?? -1);
        break;
      }
      const opener = delimiters[open[at] as number] as Delimiter;
      join(opener, closer);
      open.length = opener.left > 0 ? at + 1 : at;
    }
    if (closer.canOpen && closer.left > 0) open.push(index);
  }
}

function findOpener(delimiters: Delimiter[], open: number[], closer: Delimiter, bottom: number) {
  for (let at = open.length - 1; at >= 0 && (open[at] as number) > bottom; at--) {
    if (fit(delimiters[open[at] as number] as Delimiter, closer)) return at;
  }
  return -1;
}

/**
 * CommonMark's rule of three: if one of the runs can both open and close, the sum of their lengths must not be a
 * multiple of three, unless both lengths are.
 */
function fit(opener: Delimiter, closer: Delimiter): boolean {
  if (opener.sign !== closer.sign) return false;
  if (opener.sign === "~") return opener.length === closer.length;
  const isAmbiguous = opener.canClose || closer.canOpen;
  const sum = opener.length + closer.length;
  return !isAmbiguous || sum % 3 !== 0 || closer.length % 3 === 0;
}

function join(opener: Delimiter, closer: Delimiter): void {
  const isStrike = opener.sign === "~";
  const isDouble = opener.left > 1 && closer.left > 1;
  const used = isStrike ? opener.length : isDouble ? 2 : 1;
  opener.opens += 1;
  closer.closes.push(isStrike ? "strike" : isDouble ? "strong" : "emphasis");
  opener.left -= used;
  closer.left -= used;
}

function build(pieces: Piece[]): Inline[] {
  const levels: Inline[][] = [[]];
  const add = (part: Inline) => {
    const level = levels.at(-1) as Inline[];
    const last = level.at(-1);
    if (part.kind === "text" && last?.kind === "text") {
      level[level.length - 1] = { kind: "text", text: last.text + part.text };
    } else if (part.kind !== "text" || part.text !== "") level.push(part);
  };
  for (const piece of pieces) {
    if (piece.kind !== "delimiter") {
      add(piece);
      continue;
    }
    for (const kind of piece.closes) {
      const parts = levels.pop() as Inline[];
      add({ kind, parts });
    }
    add({ kind: "text", text: piece.sign.repeat(piece.left) });
    for (let count = 0; count < piece.opens; count++) levels.push([]);
  }
  return levels[0] as Inline[];
}
