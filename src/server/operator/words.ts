/** What the command line prints for people. */

/** A table in which each column is as wide as its content. */
export function toTable(headings: string[], rows: string[][]): string {
  const lines = [headings, ...rows.map((cells) => cells.map(printable))];
  const widths = headings.map((_, column) =>
    Math.max(...lines.map((cells) => [...(cells[column] ?? "")].length)),
  );
  return lines
    .map((cells) => cells.map((cell, column) => pad(cell, widths[column] ?? 0)).join("  "))
    .map((line) => line.trimEnd())
    .join("\n");
}

function pad(cell: string, width: number): string {
  return cell + " ".repeat(width - [...cell].length);
}

/** People choose names: control characters and line breaks in them must not reach the terminal. */
export function printable(cell: string): string {
  return cell.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, "?");
}

/** A time in UTC, the same on all machines of the installation: `2026-11-26 19:30 UTC`. */
export function toTime(iso: string | null, none: string): string {
  return iso === null ? none : `${iso.slice(0, 16).replace("T", " ")} UTC`;
}
