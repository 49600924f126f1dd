import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Compared } from "../support/rounds";
import { describeAlso, describeBusy, describeDelay, format } from "./rows";

/** The result of an earlier version, by `npm run bench -- --save=before` there. */
const before = fileURLToPath(new URL("../before.json", import.meta.url));

/** The two tables of `docs/performance.md`. */
export function toMarkdown(rows: Compared[]): string {
  const earlier = readBefore();
  const measured = rows.map((one) => {
    const then = earlier.find(({ work }) => work === one.work);
    const more = describeAlso(one.baselineAlso);
    const baseline = `${format(one.baseline.median)} ${one.unit}${more && `, ${more}`}`;
    return [
      one.work,
      `${one.against}: ${baseline}`,
      then ? describe(then) : "",
      describe(one),
      one.goal,
    ];
  });
  const strained = rows.flatMap(({ work, strain }) =>
    strain ? [[work, describeBusy(strain), describeDelay(strain)]] : [],
  );
  return [
    toTable(["work", "baseline", "before", "now", "to reach"], measured),
    toTable(["work", "server, database, load busy", "event loop late, ms"], strained),
  ].join("\n\n");
}

function readBefore(): Compared[] {
  if (!existsSync(before)) return [];
  return (JSON.parse(readFileSync(before, "utf8")) as { rows: Compared[] }).rows;
}

function describe({ ours, unit, ratio, also }: Compared): string {
  const { median, least, most } = ratio;
  const range = least === most ? "" : `, ${least.toFixed(2)} to ${most.toFixed(2)}`;
  const more = describeAlso(also);
  return `${format(ours.median)} ${unit} (${median.toFixed(2)}${range})${more && `; ${more}`}`;
}

function toTable(names: string[], rows: string[][]): string {
  const line = (cells: string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(names), line(names.map(() => "---")), ...rows.map(line)].join("\n");
}
