import { readFileSync } from "node:fs";
import { resolve, sep } from "node:path";
import { filesUnder, root } from "./run.mjs";

/**
 * A test waits for a condition. Where time itself is the condition, it says why: with `letPass` or `nothingWithin` of
 * `tests/support/wait`, and with nothing else.
 */
const sleeps = [
  /\bnew Promise\b[^;]*?\bsetTimeout\s*\(/g,
  /\btimers\/promises\b/g,
  /\bwaitForTimeout\s*\(/g,
  /\bAtomics\.wait\b/g,
];

/** The one file that sleeps, and one that waits inside of a browser, where the other is not at hand. */
const exempt = [
  "tests/support/wait.ts",
  // Whether something more is painted after what was waited for.
  "tests/e2e/spine.test.ts",
];

const problems = filesUnder("tests")
  .map((name) => name.split(sep).join("/"))
  .filter((name) => /\.(ts|tsx|mjs)$/.test(name) && !exempt.includes(name))
  .flatMap((name) => [...findSleeps(name)]);
for (const problem of problems) process.stdout.write(`${problem}\n`);
process.exitCode = problems.length > 0 ? 1 : 0;

function* findSleeps(name) {
  const text = readFileSync(resolve(root, name), "utf8");
  for (const sleep of sleeps) {
    for (const { index } of text.matchAll(sleep)) {
      const line = text.slice(0, index).split("\n").length;
      yield `${name}:${line} sleeps: wait for a condition, or use letPass or nothingWithin of tests/support/wait`;
    }
  }
}
