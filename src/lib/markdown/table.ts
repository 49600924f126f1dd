import type { Align, Block, Inline } from "./nodes";
import { countIndent, isBlank, MAX_INDENT } from "./read-line";

/**
 * The most cells of a table. Short rows are filled up to the width of the head, so a few thousand characters could make
 * millions of cells.
 */
const MAX_CELLS = 1_000;

/** The lines of a table: its head, the delimiter row, and the rows below. */
export interface TableLines {
  align: Align[];
  lines: string[];
}

/** A table that begins with these two lines; null if they are not a head and a delimiter row. */
export function beginTable(head: string, rule: string): TableLines | null {
  if (!isDelimiterRow(rule) || !/\S/.test(head)) return null;
  const align = splitCells(rule).map(readAlign);
  return splitCells(head).length === align.length ? { align, lines: [head, rule] } : null;
}

/** Whether a line below a table is one of its rows. */
export function continuesTable(line: string): boolean {
  return !isBlank(line) && countIndent(line) <= MAX_INDENT;
}

/** The parsed table, or null if it would have too many cells. */
export function toTable(
  { align, lines: [head = "", , ...rows] }: TableLines,
  parse: (text: string) => Inline[],
): Block | null {
  if (align.length * (rows.length + 1) > MAX_CELLS) return null;
  const toRow = (line: string) => {
    const cells = splitCells(line);
    return align.map((_, column) => parse(cells[column] ?? ""));
  };
  return { kind: "table", align, head: toRow(head), rows: rows.map(toRow) };
}

/**
 * Whether a line is a delimiter row: cells of dashes, with colons for the alignment. It needs a colon or a bar: dashes
 * alone are a thematic break.
 */
function isDelimiterRow(line: string): boolean {
  if (countIndent(line) > MAX_INDENT || !/^[ |:-]*$/.test(line) || !/[|:]/.test(line)) return false;
  return splitCells(line).every((cell) => /^:?-+:?$/.test(cell));
}

function readAlign(cell: string): Align {
  const [left, right] = [cell.startsWith(":"), cell.endsWith(":")];
  if (left && right) return "center";
  return right ? "right" : left ? "left" : null;
}

/** The cells of a line, without the bars at its ends. */
function splitCells(line: string): string[] {
  const cells: string[] = [];
  let cell = "";
  for (let at = 0; at < line.length; at++) {
    const sign = line[at] ?? "";
    if (sign === "\\" && line[at + 1] === "|") {
      cell += "|";
      at += 1;
    } else if (sign === "|") {
      cells.push(cell.trim());
      cell = "";
    } else cell += sign;
  }
  cells.push(cell.trim());
  if (cells[0] === "") cells.shift();
  if (cells.at(-1) === "") cells.pop();
  return cells;
}
