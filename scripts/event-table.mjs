import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { transform } from "esbuild";
import { root } from "./run.mjs";

const table = resolve(root, "src/lib/server-events.ts");
const document = resolve(root, "docs/api.md");
const begin = "<!-- From src/lib/server-events.ts, by `node scripts/check-docs.mjs --write`. -->";
const end = "<!-- End of what is written from there. -->";

/**
 * Compares the table of server events in `docs/api.md` with the code.
 * @param writes writes the table into the document instead
 * @returns one sentence for each problem
 */
export async function checkEventTable({ writes }) {
  const text = readFileSync(document, "utf8");
  const [before, rest = ""] = text.split(begin);
  const [written, after] = rest.split(end);
  if (after === undefined) return [`docs/api.md has no place for the server's events: ${begin}`];
  const wanted = `\n${await describeEvents()}\n`;
  if (written === wanted) return [];
  if (!writes) return ["docs/api.md: run `node scripts/check-docs.mjs --write` for its events"];
  writeFileSync(document, [before, begin, wanted, end, after].join(""));
  return [];
}

async function describeEvents() {
  // The file imports only types, and esbuild removes those imports.
  const { code } = await transform(readFileSync(table, "utf8"), { loader: "ts" });
  const { serverEvents } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  const rows = Object.entries(serverEvents).map(([name, { to, fields, says }]) =>
    [`\`${name}\``, to, `\`${describeFields(fields)}\``, says].map(escape).join(" | "),
  );
  return ["event | to | payload | meaning", "--- | --- | --- | ---", ...rows]
    .map((row) => `| ${row} |`)
    .join("\n");
}

function describeFields(fields) {
  const named = Object.entries(fields).map(([field, shape]) =>
    shape ? `${field}: ${shape}` : field,
  );
  return named.length > 0 ? `{ ${named.join(", ")} }` : "{}";
}

const escape = (cell) => cell.replaceAll("|", "\\|");
