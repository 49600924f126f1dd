import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { resolve } from "node:path";
import { ensureBuilt, ensureInstalled, main } from "./prepare.mjs";
import { root, say, stopOnSignal, tool } from "./run.mjs";

/**
 * `npm run bench`: runs every file of `bench/`, one after the other; with arguments, only those whose names begin so.
 */
await main(async () => {
  stopOnSignal();
  const benches = findBenches(process.argv.slice(2));
  if (benches.length === 0) {
    say("No benchmarks to run in bench/.");
    return;
  }
  await ensureInstalled();
  await ensureBuilt();
  mkdirSync(resolve(root, "bench/results"), { recursive: true });
  const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
  for (const file of benches) {
    say(`bench/${file}`);
    const { code } = await tool("tsx/dist/cli.mjs", [`bench/${file}`], { env });
    if (code !== 0) process.exitCode = 1;
  }
});

function findBenches(names) {
  const folder = resolve(root, "bench");
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((file) => file.endsWith(".ts"));
  if (names.length === 0) return files.sort();
  return files.filter((file) => names.some((name) => file.startsWith(name))).sort();
}
