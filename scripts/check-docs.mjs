import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { root } from "./run.mjs";

/** The documents name files as `folder/name.ts`: each must be there. */
const named = /`([A-Za-z0-9[\]/_.-]+\.(?:tsx?|mjs))`/g;

const documents = ["README.md", ...listFiles("docs").filter((name) => name.endsWith(".md"))];
const files = ["src", "tests", "scripts"].flatMap(listFiles).map((name) => `/${name}`);
files.push("/next.config.mjs", "/vitest.config.ts", "/drizzle.config.ts");
const problems = documents.flatMap((document) =>
  [
    ...new Set(
      [...readFileSync(resolve(root, document), "utf8").matchAll(named)].map(([, name]) => name),
    ),
  ]
    .filter((name) => !files.some((file) => file.endsWith(`/${name}`)))
    .map((name) => `${document} names ${name}, which is not there`),
);
for (const problem of problems) process.stdout.write(`${problem}\n`);
process.exitCode = problems.length > 0 ? 1 : 0;

function listFiles(folder) {
  return readdirSync(resolve(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      relative(root, join(entry.parentPath ?? entry.path, entry.name))
        .split(sep)
        .join("/"),
    );
}
