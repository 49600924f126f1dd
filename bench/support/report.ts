import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import { fileURLToPath } from "node:url";

export type Row = Record<string, string | number>;

const results = fileURLToPath(new URL("../results/", import.meta.url));

/** Prints a table and saves it in `bench/results/`, with a description of the machine. */
export function report(name: string, title: string, rows: Row[]): void {
  const machine = {
    cores: availableParallelism(),
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    node: process.version,
  };
  const kept = { title, at: new Date().toISOString(), machine, rows };
  mkdirSync(results, { recursive: true });
  writeFileSync(`${results}${name}.json`, `${JSON.stringify(kept, null, 2)}\n`);
  const setting = `${machine.cores} cores, ${machine.cpu}, Node ${machine.node}, clients on the same machine`;
  process.stdout.write(`\n${title}\n${setting}\n\n${toTable(rows)}\n`);
}

function toTable(rows: Row[]): string {
  const names = Object.keys(rows[0] ?? {});
  const widths = names.map((name) =>
    Math.max(name.length, ...rows.map((row) => String(row[name]).length)),
  );
  const line = (cells: string[]) =>
    cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)));
  const body = rows.map((row) => line(names.map((name) => String(row[name]))).join("  "));
  return [
    line(names).join("  "),
    widths.map((width) => "-".repeat(width)).join("  "),
    ...body,
    "",
  ].join("\n");
}

/** The value below which the given share (0 to 1) of all values lies. */
export function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Formats milliseconds for a table. */
export function ms(value: number): string {
  return value < 10 ? value.toFixed(1) : value.toFixed(0);
}
