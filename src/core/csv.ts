/** Spreadsheet programs take UTF-8 for another encoding unless a file begins with this mark. */
const BYTE_ORDER_MARK = "\uFEFF";

/**
 * What begins so is a formula for a spreadsheet program, and may send what is beside it to a stranger. Wide signs count
 * too in East Asia. Where a comma is the sign of decimals, the program reads semicolons between cells and takes quotes
 * within them for text, so what follows a semicolon or a new line begins a cell there.
 */
const FORMULA = /(^|[;\t\r\n])(?=[=+\-@＝＋－＠])|^(?=[\t\r\n])/g;
const NEEDS_QUOTES = /[",\r\n]/;

export type Cell = string | number | null;

/**
 * The lines of a file of comma-separated values, as RFC 4180 has them, for spreadsheet programs.
 * @param headings the first line
 */
export async function* writeCsv(
  headings: string[],
  rows: AsyncIterable<Cell[]>,
): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + toLine(headings);
  for await (const row of rows) yield toLine(row);
}

function toLine(cells: Cell[]): string {
  return `${cells.map(toText).join(",")}\r\n`;
}

function toText(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const text = cell.replace(FORMULA, "$1'");
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
