import { dropEscapes } from "./read-line";

/**
 * People do not write longer addresses. The limits also prevent a search to the end of the text for every link that is
 * not closed.
 */
const MAX_CHARS = 2_048;
const MAX_DEPTH = 32;

export interface LinkTarget {
  href: string;
  /** The index after the target. */
  end: number;
}

/**
 * The target of a link, in parentheses after its words: an address, and possibly a title, which is not shown.
 * @param start the index after the opening parenthesis
 */
export function readLinkTarget(text: string, start: number): LinkTarget | null {
  const limit = Math.min(text.length, start + MAX_CHARS);
  const begin = skipSpace(text, start, limit);
  const address =
    text[begin] === "<" ? readInBrackets(text, begin, limit) : readBare(text, begin, limit);
  if (!address) return null;
  const behind = skipSpace(text, address.end, limit);
  const end = behind > address.end ? skipTitle(text, behind, limit) : behind;
  return end !== null && text[end] === ")" ? { href: address.href, end: end + 1 } : null;
}

function readInBrackets(text: string, start: number, limit: number): LinkTarget | null {
  for (let at = start + 1; at < limit; at++) {
    const sign = text[at];
    if (sign === "\\") at += 1;
    else if (sign === ">") return { href: dropEscapes(text.slice(start + 1, at)), end: at + 1 };
    else if (sign === "<" || sign === "\n") return null;
  }
  return null;
}

/** An address up to a space or the closing parenthesis. Parentheses inside it must come in pairs. */
function readBare(text: string, start: number, limit: number): LinkTarget | null {
  let depth = 0;
  let at = start;
  for (; at < limit; at++) {
    const sign = text[at] ?? "";
    if (sign === "\\") at += 1;
    else if (sign <= " ") break;
    else if (sign === "(") depth += 1;
    else if (sign === ")" && --depth < 0) break;
    if (depth > MAX_DEPTH) return null;
  }
  return depth > 0 || at >= limit ? null : { href: dropEscapes(text.slice(start, at)), end: at };
}

function skipTitle(text: string, start: number, limit: number): number | null {
  const sign = text[start] ?? "";
  const closing = sign === "(" ? ")" : sign;
  if (sign !== '"' && sign !== "'" && sign !== "(") return start;
  for (let at = start + 1; at < limit; at++) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === closing) return skipSpace(text, at + 1, limit);
  }
  return null;
}

function skipSpace(text: string, start: number, limit: number): number {
  let at = start;
  while (at < limit && /[ \t\n]/.test(text[at] ?? "")) at += 1;
  return at;
}
