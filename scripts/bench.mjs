import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { ensureBuilt, ensureInstalled, main } from "./prepare.mjs";
import { root, say, stopOnSignal, tool } from "./run.mjs";

/**
 * `npm run bench`: measures everything and prints one table (`bench/table.ts`). With arguments, the benches of `bench/`
 * whose names begin so, and the parts of the table with these names.
 */
await main(async () => {
  stopOnSignal();
  await ensureInstalled();
  await ensureBuilt();
  const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
  for (const [file, ...args] of chooseBenches(process.argv.slice(2))) {
    say(`bench/${file}`);
    const { code } = await tool("tsx/dist/cli.mjs", [`bench/${file}`, ...args], { env });
    if (code !== 0) process.exitCode = 1;
  }
});

/** @returns for each bench its file and its arguments */
function chooseBenches(args) {
  const [table, names] = ["table.ts", args.filter((arg) => !arg.startsWith("--"))];
  const isFile = (file) => file.endsWith(".ts") && file !== table;
  const files = readdirSync(resolve(root, "bench")).filter(isFile).sort();
  const isMeant = (file, name) => file.startsWith(name);
  const chosen = files.filter((file) => names.some((name) => isMeant(file, name)));
  const forTable = args.filter((arg) => !files.some((file) => isMeant(file, arg)));
  const asksForTable = names.length === 0 || forTable.some((arg) => names.includes(arg));
  return [...(asksForTable ? [[table, ...forTable]] : []), ...chosen.map((file) => [file])];
}
