import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";

export type Row = Record<string, string | number>;

const results = fileURLToPath(new URL("../results/", import.meta.url));

/** The machine on which something was measured. */
export interface Machine {
  cores: number;
  cpu: string;
  node: string;
  postgres?: string;
}

export function describeMachine(): Machine {
  return {
    cores: cpus().length,
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    node: process.version,
  };
}

/** Prints a table and saves it in `bench/results/`, with a description of the machine. */
export function report(name: string, title: string, rows: Row[]): void {
  const machine = describeMachine();
  save(name, { title, at: new Date().toISOString(), machine, rows });
  process.stdout.write(`\n${title}\n${toLine(machine)}\n\n${toTable(rows)}\n`);
}

export function save(name: string, result: object, markdown?: string): void {
  mkdirSync(results, { recursive: true });
  writeFileSync(`${results}${name}.json`, `${JSON.stringify(result, null, 2)}\n`);
  if (markdown !== undefined) writeFileSync(`${results}${name}.md`, `${markdown}\n`);
}

export function toLine({ cores, cpu, node, postgres }: Machine): string {
  const database = postgres ? `, Postgres ${postgres}` : "";
  return `${cores} cores, ${cpu}, Node ${node}${database}, clients on the same machine`;
}

export function toTable(rows: Row[]): string {
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
