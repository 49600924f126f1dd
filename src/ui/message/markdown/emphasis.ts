import type { Inline } from "./nodes";

/** A run of signs that may begin or end something. */
export interface Delimiter {
  kind: "delimiter";
  sign: "*" | "_" | "~";
  /** How many there are, and how many are not used yet. */
  length: number;
  left: number;
  canOpen: boolean;
  canClose: boolean;
  /** How much it begins, and what it ends, from the inside outwards. */
  opens: number;
  closes: ("strong" | "emphasis" | "strike")[];
}

/** A part of a line that is known, or signs of which it is not. */
export type Piece = Inline | Delimiter;

const SPACE = /\s/;
const PUNCTUATION = /[\p{P}\p{S}]/u;

/**
 * A run of signs by what stands around it, as CommonMark has it.
 * @param before the character in front of it, or nothing at the beginning
 */
export function readDelimiter(
  sign: Delimiter["sign"],
  length: number,
  before: string,
  after: string,
): Delimiter {
  const isPunctuation = (text: string) => PUNCTUATION.test(text);
  // Beside a tilde everything may begin and end: what is struck through is bold, and the other way round.
  const isApart = (text: string) => isPunctuation(text) && (text !== "~" || sign === "~");
  const spaceBefore = before === "" || SPACE.test(before);
  const spaceAfter = after === "" || SPACE.test(after);
  const opensLeft = !spaceAfter && (!isApart(after) || spaceBefore || isPunctuation(before));
  const closesRight = !spaceBefore && (!isApart(before) || spaceAfter || isPunctuation(after));
  // Within a word an underscore is a letter, and three tildes are none of ours.
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

/** Pairs the runs of signs among these pieces, and puts together what stands between them. */
export function resolveEmphasis(pieces: Piece[]): Inline[] {
  pair(pieces.filter((piece) => piece.kind === "delimiter"));
  return build(pieces);
}

/**
 * For each run that may end something, the nearest one that began it, no further back than where one of its kind has
 * looked in vain before: so all of them together take steps that grow with their number alone.
 */
function pair(delimiters: Delimiter[]): void {
  const open: number[] = [];
  const inVain = new Map<string, number>();
  for (const [place, closer] of delimiters.entries()) {
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
    if (closer.canOpen && closer.left > 0) open.push(place);
  }
}

function findOpener(delimiters: Delimiter[], open: number[], closer: Delimiter, bottom: number) {
  for (let at = open.length - 1; at >= 0 && (open[at] as number) > bottom; at--) {
    if (fit(delimiters[open[at] as number] as Delimiter, closer)) return at;
  }
  return -1;
}

/** Three signs are one and two, and are not taken for two beside one where that could be meant otherwise. */
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
