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

const SPACE = /\s/;
const PUNCTUATION = /[\p{P}\p{S}]/u;

/**
 * Decides from the characters around a run of signs whether it can open or close emphasis, as CommonMark specifies.
 * @param before the character before the run, or an empty string at the start
 */
export function readDelimiter(
  sign: Delimiter["sign"],
  length: number,
  before: string,
  after: string,
): Delimiter {
  const isPunctuation = (text: string) => PUNCTUATION.test(text);
  // A tilde beside `*` or `_` does not count as punctuation, so that `~~**text**~~` and `**~~text~~**` both work.
  const isApart = (text: string) => isPunctuation(text) && (text !== "~" || sign === "~");
  const spaceBefore = before === "" || SPACE.test(before);
  const spaceAfter = after === "" || SPACE.test(after);
  const opensLeft = !spaceAfter && (!isApart(after) || spaceBefore || isPunctuation(before));
  const closesRight = !spaceBefore && (!isApart(before) || spaceAfter || isPunctuation(after));
  // An underscore within a word is a letter. Three or more tildes are plain text.
  const whole = sign === "_";
  const isNone = sign === "~" && length > 2;
  return {
    kind: "delimiter",
    sign,
    length,
    left: length,
    canOpen: !isNone && opensLeft && (!whole || !closesRight || isPunctuation(before)),
    canClose: !isNone && closesRight && (!whole || !opensLeft || isPunctuation(after)),
    opens: 0,
    closes: [],
  };
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
