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

/**
 * The start of a fenced code block, or null. A fence may have its first words of code behind the mark, as other chats
 * take it: then they are `first`, and no language.
 */
export function readFence(text: string): (Fence & { first: string | null }) | null {
  const found = /^( {0,3})(`{3,}|~{3,})(.*)$/s.exec(text);
  if (!found) return null;
  const [, indent = "", mark = "", info = ""] = found;
  if (mark[0] === "`" && info.includes("`")) return null;
  const [language = ""] = info.trim().split(/\s/, 1);
  const isLanguage = /^\s*\S*\s*$|^\s*\S+\s+(?:\{|\w+=)/.test(info);
  return {
    mark,
    indent: indent.length,
    language: isLanguage ? dropEscapes(language) : "",
    first: isLanguage ? null : info,
  };
}

/**
 * The code before the mark that closes a fence; an empty string if nothing is before it. Null if the line does not close
 * it. Other chats let the mark stand behind the last line of code.
 */
export function readFenceEnd(text: string, { mark }: Fence): string | null {
  const line = text.trimEnd();
  let start = line.length;
  while (start > 0 && line[start - 1] === mark[0]) start -= 1;
  if (line.length - start < mark.length) return null;
  const before = line.slice(0, start);
  if (isBlank(before)) return countIndent(line) > MAX_INDENT ? null : "";
  return mark === "```" && !before.includes("`") ? before : null;
}

/** The text of a heading and where it begins in the line, or null. A `#` without words is a character. */
export function readHeading(line: string): { text: string; start: number } | null {
  const found = /^#{1,6}\s+(?=\S)/.exec(line);
  if (!found) return null;
  const start = found[0].length;
  const words = line.slice(start).trimEnd();
  let end = words.length;
  while (words[end - 1] === "#") end -= 1;
  if (end === 0) return null;
  const isClosed = /\s/.test(words[end - 1] ?? "");
  return { text: isClosed ? words.slice(0, end).trimEnd() : words, start };
}

export interface Bullet {
  /** `-`, `*`, `+`, or the sign after a number. Items in a row with the same mark are one list. */
  mark: string;
  /** The number and its sign as they were typed; null for a list without numbers. */
  number: string | null;
  /** Whether the box of a task is ticked; null if the item is no task. */
  checked: boolean | null;
  /** How far the lines of the item are indented. */
  width: number;
  /** The line after the mark. Spaces beyond those that belong to the mark are kept. */
  rest: string;
}

/** The start of a list item, or null. A number of more than three digits is a year or an amount. */
export function readBullet(text: string, column: number): Bullet | null {
  const found = /^ {0,3}(?:([-+*])|(0|[1-9]\d{0,2})([.)]))(?=[ \t]|$)/.exec(text);
  if (!found || isRule(text)) return null;
  const [marker, bullet, number, delimiter = ""] = found;
  const behind = expandIndent(text.slice(marker.length), column + marker.length);
  const spaces = countIndent(behind);
  // Of five or more spaces only one belongs to the mark. The others are indentation.
  const gap = isBlank(behind) || spaces > 4 ? 1 : spaces;
  const rest = isBlank(behind) ? "" : behind.slice(gap);
  const task = number === undefined ? /^\[([ xX])\][ \t]+(?=\S)/.exec(rest) : null;
  return {
    mark: bullet ?? delimiter,
    number: number === undefined ? null : `${number}${delimiter}`,
    checked: task && task[1] !== " ",
    width: marker.length + gap,
    rest: rest.slice(task?.[0].length ?? 0),
  };
}

/** A thematic break: `---`, however long, or three stars. Underscores are a blank to be filled in. */
export function isRule(text: string): boolean {
  const signs = text.replace(/[ \t]/g, "");
  return signs === "***" || /^---+$/.test(signs);
}

/**
 * Whether a line begins a quote. A lone `>` is a character, and in front of a number or a sign it is "more than" or part
 * of a face.
 */
export function beginsQuote(text: string): boolean {
  return QUOTE.test(text);
}

const QUOTE = /^ {0,3}>(?=[ \t>]*[^\s>])(?:[ \t>\p{L}"'“„«*@[`]|<[@!h])/u;

/** The text after the `>` of a quote, or null. */
export function readQuote(text: string, column: number): string | null {
  const indent = countIndent(text);
  if (indent > MAX_INDENT || text[indent] !== ">") return null;
  const rest = expandIndent(text.slice(indent + 1), column + indent + 1);
  return rest.startsWith(" ") ? rest.slice(1) : rest;
}

/** Whether a line without indentation begins a block other than a paragraph. */
export function beginsBlock(line: string): boolean {
  return (
    readHeading(line) !== null ||
    readFence(line) !== null ||
    isRule(line) ||
    beginsQuote(line) ||
    (readBullet(line, 0)?.rest ?? "") !== ""
  );
}

/** Removes the backslashes before punctuation. */
export function dropEscapes(text: string): string {
  return text.replace(/\\([\p{P}\p{S}])/gu, "$1");
}
