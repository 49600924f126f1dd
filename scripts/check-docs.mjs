import { readFileSync } from "node:fs";
import { resolve, sep } from "node:path";
import { checkEventTable } from "./event-table.mjs";
import { filesUnder, root } from "./run.mjs";

/** Documents name files as `folder/name.ts`. Every such file must exist. */
const named = /`([A-Za-z0-9[\]/_.-]+\.(?:tsx?|mjs))`/g;

const documents = ["README.md", ...filesUnder("docs").filter((name) => name.endsWith(".md"))];
const files = ["src", "tests", "scripts", "bench"]
  .flatMap(filesUnder)
  .map((name) => `/${name.split(sep).join("/")}`);
files.push("/next.config.ts", "/vitest.config.ts", "/drizzle.config.ts");
const problems = documents.flatMap((document) =>
  [
    ...new Set(
      [...readFileSync(resolve(root, document), "utf8").matchAll(named)].map(([, name]) => name),
    ),
  ]
    .filter((name) => !files.some((file) => file.endsWith(`/${name}`)))
    .map((name) => `${document} names ${name}, which does not exist`),
);
problems.push(...(await checkEventTable({ writes: process.argv.includes("--write") })));
for (const problem of problems) process.stdout.write(`${problem}\n`);
process.exitCode = problems.length > 0 ? 1 : 0;
