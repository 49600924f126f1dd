/** Recognises what a line begins with. Each function reads a line once, from its start. */

/** The most spaces that may come before a block. A line with more is text. */
export const MAX_INDENT = 3;

export const isBlank = (text: string) => text.trim() === "";

/** How many spaces a line begins with. */
export function countIndent(text: string): number {
  let count = 0;
  while (text[count] === " ") count += 1;
  return count;
}

/** Replaces the leading tabs of a line with as many spaces as they are wide at this column. */
export function expandIndent(text: string, column: number): string {
  let width = 0;
  let at = 0;
  for (; text[at] === " " || text[at] === "\t"; at++) {
    width += text[at] === " " ? 1 : 4 - ((column + width) % 4);
  }
  return " ".repeat(width) + text.slice(at);
}

export interface Fence {
  mark: string;
  indent: number;
  language: string;
}

/** The start of a fenced code block, or null. */
export function readFence(text: string): Fence | null {
  const found = /^( {0,3})(`{3,}|~{3,})(.*)$/s.exec(text);
  if (!found) return null;
  const [, indent = "", mark = "", info = ""] = found;
  if (mark[0] === "`" && info.includes("`")) return null;
  return { mark, indent: indent.length, language: dropEscapes(info.trim()) };
}

export function closesFence(text: string, { mark }: Fence): boolean {
  const line = text.slice(countIndent(text)).trimEnd();
  if (countIndent(text) > MAX_INDENT || line.length < mark.length) return false;
  return line === mark[0]?.repeat(line.length);
}

/** The text of a heading and where it begins in the line, or null. */
export function readHeading(line: string): { text: string; start: number } | null {
  const found = /^ {0,3}#{1,6}(?=\s|$)\s*/.exec(line);
  if (!found) return null;
  const start = found[0].length;
  const words = line.slice(start).trimEnd();
  let end = words.length;
  while (words[end - 1] === "#") end -= 1;
  const isClosed = end === 0 || /\s/.test(words[end - 1] ?? "");
  return { text: isClosed ? words.slice(0, end).trimEnd() : words, start };
}

export interface Bullet {
  /** `-`, `*`, `+`, or the sign after a number. Items in a row with the same mark are one list. */
  mark: string;
  /** The number; null for a list without numbers. */
  start: number | null;
  /** How far the lines of the item are indented. */
  width: number;
  /** The line after the mark. Spaces beyond those that belong to the mark are kept. */
  rest: string;
}

/** The start of a list item, or null. */
export function readBullet(text: string, column: number): Bullet | null {
  const found = /^ {0,3}(?:([-+*])|(\d{1,9})([.)]))(?=[ \t]|$)/.exec(text);
  if (!found || isRule(text)) return null;
  const [marker, bullet, number, delimiter] = found;
  const behind = expandIndent(text.slice(marker.length), column + marker.length);
  const spaces = countIndent(behind);
  // Of five or more spaces only one belongs to the mark. The others are indentation.
  const gap = isBlank(behind) || spaces > 4 ? 1 : spaces;
  return {
    mark: bullet ?? delimiter ?? "",
    start: number === undefined ? null : Number(number),
    width: marker.length + gap,
    rest: isBlank(behind) ? "" : behind.slice(gap),
  };
}

/** A thematic break, such as `---`. In messages it is plain text, and never part of a list. */
export function isRule(text: string): boolean {
  const signs = text.replace(/[ \t]/g, "");
  return signs.length > 2 && /^[-*_]/.test(signs) && signs === signs[0]?.repeat(signs.length);
}

/** The text after the `>` of a quote, or null. */
export function readQuote(text: string, column: number): string | null {
  const indent = countIndent(text);
  if (indent > MAX_INDENT || text[indent] !== ">") return null;
  const rest = expandIndent(text.slice(indent + 1), column + indent + 1);
  return rest.startsWith(" ") ? rest.slice(1) : rest;
}

/** Removes the backslashes before punctuation. */
export function dropEscapes(text: string): string {
  return text.replace(/\\([\p{P}\p{S}])/gu, "$1");
}
