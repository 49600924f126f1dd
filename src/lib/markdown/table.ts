import type { Align, Block, Inline } from "./nodes";
import { countIndent, MAX_INDENT } from "./read-line";
import type { SourceLine, SourceText } from "./source-text";

/**
 * The most cells of a table. Short rows are filled up to the width of the head, so a few thousand characters could make
 * millions of cells.
 */
const MAX_CELLS = 1_000;

const NOTHING: SourceLine = { text: "", end: 0 };

/** The lines of a table: its head, the delimiter row, and the rows below. */
export interface TableLines {
  align: Align[];
  lines: SourceLine[];
}

/** A table that begins with these two lines; null if they are not a head and a delimiter row. */
export function beginTable(head: SourceLine, rule: SourceLine): TableLines | null {
  if (!isDelimiterRow(rule) || !/\S/.test(head.text)) return null;
  const align = splitCells(rule).map(({ text }) => readAlign(text));
  return splitCells(head).length === align.length ? { align, lines: [head, rule] } : null;
}

/** Whether a line below a table is one of its rows. */
export function continuesTable(line: string): boolean {
  return line.includes("|") && countIndent(line) <= MAX_INDENT;
}

/** The parsed table, or null if it would have too many cells. */
export function toTable(
  { align, lines: [head = NOTHING, , ...rows] }: TableLines,
  parse: (text: SourceText) => Inline[],
): Block | null {
  if (align.length * (rows.length + 1) > MAX_CELLS) return null;
  const toRow = (line: SourceLine) => {
    const cells = splitCells(line);
    return align.map((_, column) => parse(cells[column] ?? { text: "", parts: [] }));
  };
  return { kind: "table", align, head: toRow(head), rows: rows.map(toRow) };
}

/**
 * Whether a line is a delimiter row: cells of dashes, with colons for the alignment. It needs a colon or a bar: dashes
 * alone are a thematic break.
 */
function isDelimiterRow(rule: SourceLine): boolean {
  const line = rule.text;
  if (countIndent(line) > MAX_INDENT || !/^[ |:-]*$/.test(line) || !/[|:]/.test(line)) return false;
  return splitCells(rule).every(({ text }) => /^:?-+:?$/.test(text));
}

function readAlign(cell: string): Align {
  const [left, right] = [cell.startsWith(":"), cell.endsWith(":")];
  if (left && right) return "center";
  return right ? "right" : left ? "left" : null;
}

/** The cells of a line, without the bars at its ends. */
function splitCells({ text, end }: SourceLine): SourceText[] {
  const begin = end - text.length;
  const cells: SourceText[] = [];
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === "\\" && text[at + 1] === "|") at += 1;
    else if (text[at] === "|") {
      cells.push(readCell(text, begin, start, at));
      start = at + 1;
    }
  }
  cells.push(readCell(text, begin, start, text.length));
  if (cells[0]?.text === "") cells.shift();
  if (cells.at(-1)?.text === "") cells.pop();
  return cells;
}

/** One cell, trimmed. In it a bar has a backslash before it, which is not shown. */
function readCell(line: string, begin: number, start: number, end: number): SourceText {
  const whole = line.slice(start, end);
  const first = start + whole.length - whole.trimStart().length;
  const pieces = line
    .slice(first, end)
    .trimEnd()
    .split(/\\(?=\|)/);
  const parts: { at: number; source: number }[] = [];
  let [at, source] = [0, begin + first];
  for (const { length } of pieces) {
    parts.push({ at, source });
    at += length;
    source += length + "\\".length;
  }
  return { text: pieces.join(""), parts };
}
