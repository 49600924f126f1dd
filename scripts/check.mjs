import { ensureInstalled, main } from "./prepare.mjs";
import { say, stopOnSignal, tool } from "./run.mjs";

/**
 * `npm run check`: checks format, lint, types, import rules, the file names in documents and how tests wait, all at the
 * same time.
 */
await main(async () => {
  stopOnSignal();
  process.env.NEXT_TELEMETRY_DISABLED = "1";
  await ensureInstalled();
  const passed = await Promise.all([
    check("format", "@biomejs/biome/bin/biome", ["format", "."]),
    check("import rules", "../scripts/check-imports.mjs", []),
    check("files in documents", "../scripts/check-docs.mjs", []),
    check("no sleep in tests", "../scripts/check-tests.mjs", []),
    checkTypes(),
  ]);
  process.exitCode = passed.every(Boolean) ? 0 : 1;
});

/** Lint and types both need the route types that Next generates. */
async function checkTypes() {
  if (!(await check("route types", "next/dist/bin/next", ["typegen"]))) return false;
  const passed = await Promise.all([
    check("types", "typescript/bin/tsc", ["--noEmit"]),
    check("lint", "oxlint/bin/oxlint", ["--type-aware", "--deny-warnings"]),
  ]);
  return passed.every(Boolean);
}

async function check(name, script, args) {
  const begin = Date.now();
  const { code, output } = await tool(script, args, { quiet: true });
  const seconds = ((Date.now() - begin) / 1000).toFixed(1);
  if (code !== 0) say(output.trimEnd());
  say(`${code === 0 ? "ok    " : "FAILED"} ${name} (${seconds} s)`);
  return code === 0;
}
