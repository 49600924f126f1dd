import { readVersion } from "./support/databases";
import { describeMachine, save, toLine, toTable } from "./support/report";
import { type Compared, compare } from "./support/rounds";
import { openSetting } from "./support/setting";
import { toMarkdown } from "./table/markdown";
import { type Part, parts } from "./table/parts";
import { describe, toRow } from "./table/rows";

/**
 * The cost of everything that people wait for, each beside a baseline of the same run: rounds alternate between the
 * two, and the median counts. Arguments choose parts by their names. `--full` has more rounds and how
 * cost grows, `--markdown` prints the tables of `docs/performance.md`, `--save=NAME` saves the result under another name,
 * and `--trial` has one round at smaller sizes, to see that everything runs.
 */

const args = process.argv.slice(2);
const names = args.filter((name) => !name.startsWith("--"));
const [isFull, isTrial] = [args.includes("--full"), args.includes("--trial")];
const name = args.find((one) => one.startsWith("--save="))?.slice("--save=".length) ?? "table";
const unknown = names.find((one) => !(one in parts));
if (unknown)
  throw new Error(`No part is called ${unknown}. There are: ${Object.keys(parts).join(", ")}`);
const begun = performance.now();
const compared: Compared[] = [];
const setting = await openSetting({ isTrial, isFull });
const machine = { ...describeMachine(), postgres: await readVersion(setting.postgres.url) };
try {
  for (const [part, one] of Object.entries(parts)) {
    const isMeant = names.length === 0 && (!one.isExtra || isFull || isTrial);
    if (isMeant || names.includes(part)) await runPart(part, one);
  }
} finally {
  await setting.close();
  const title = "What it costs, beside a baseline of the same run";
  const markdown = toMarkdown(compared);
  save(name, { title, at: new Date().toISOString(), machine, rows: compared }, markdown);
  const table = args.includes("--markdown") ? markdown : toTable(compared.map(toRow));
  process.stdout.write(`\n${title}\n${toLine(machine)}\n\n${table}\n`);
  process.stderr.write(`It took ${secondsSince(begun)} s.\n`);
}
// A part that could not be opened may have left a server, which ends with this process.
process.exit();

/** What fails does not take the rest with it. */
async function runPart(part: string, { rounds, open }: Part): Promise<void> {
  const since = performance.now();
  try {
    const { comparisons, close } = await open(setting);
    try {
      for (const comparison of comparisons) {
        const one = await compare(comparison, isTrial ? 1 : isFull ? rounds + 2 : rounds);
        compared.push(one);
        process.stderr.write(`${one.work}: ${describe(one)}\n`);
      }
    } finally {
      await close();
    }
  } catch (error) {
    process.exitCode = 1;
    process.stderr.write(
      `${part} failed: ${error instanceof Error ? error.stack : String(error)}\n`,
    );
  }
  process.stderr.write(`${part} took ${secondsSince(since)} s\n`);
}

function secondsSince(time: number): number {
  return Math.round((performance.now() - time) / 1_000);
}
