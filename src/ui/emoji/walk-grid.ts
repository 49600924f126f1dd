const STEPS: Readonly<Record<string, "left" | "right" | "up" | "down">> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};

/**
 * The index that an arrow key leads to in a grid. Each group of cells starts a new row.
 * @param sizes the number of cells in each group
 * @returns null for any other key
 */
export function walkGrid(
  key: string,
  at: number,
  sizes: readonly number[],
  columns: number,
): number | null {
  const step = STEPS[key];
  if (!step) return null;
  const count = sizes.reduce((sum, size) => sum + size, 0);
  if (step === "left") return Math.max(0, at - 1);
  if (step === "right") return Math.min(count - 1, at + 1);
  const rows = listRows(sizes, columns);
  const here = rows.findIndex((row) => at < row.from + row.size);
  const next = rows[step === "down" ? here + 1 : here - 1];
  const from = rows[here]?.from ?? 0;
  return next ? next.from + Math.min(at - from, next.size - 1) : at;
}

function listRows(sizes: readonly number[], columns: number): { from: number; size: number }[] {
  const rows: { from: number; size: number }[] = [];
  let from = 0;
  for (const size of sizes) {
    for (let done = 0; done < size; done += columns) {
      const room = Math.min(columns, size - done);
      rows.push({ from, size: room });
      from += room;
    }
  }
  return rows;
}
