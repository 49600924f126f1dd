import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import {
  barredPackages,
  closedFolders,
  exceptions,
  layers,
  onlyFor,
  orderedFolders,
  spelledIn,
  spellings,
} from "./import-rules.mjs";
import { filesUnder, root } from "./run.mjs";

const source = resolve(root, "src");
const endings = ["", ".ts", ".tsx", "/index.ts", "/index.tsx"];
const statement = /^[ \t]*(?:import|export)\s+(type\b)?[^;"']*?(?:from\s+)?["']([^"']+)["']/gm;
const dynamic = /\bimport\(\s*(?:\/\*.*?\*\/\s*)?["']([^"']+)["']/g;

const modules = filesUnder("src")
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => resolve(root, path))
  .map((file) => ({ file, name: nameOf(file), text: readFileSync(file, "utf8") }));
const graph = new Map(modules.map((one) => [one.name, readImports(one)]));
const problems = [
  ...findForbidden(graph),
  ...findBarred(),
  ...findCycles(graph),
  ...orderedFolders.flatMap((folder) => [...findRings(graph, folder)]),
  ...findSpellings(),
];
for (const problem of problems) process.stdout.write(`${problem}\n`);
process.exitCode = problems.length > 0 ? 1 : 0;

/** The name of a file as the rules use it, such as `core/access/policy`. */
function nameOf(file) {
  return relative(source, file)
    .split(sep)
    .join("/")
    .replace(/\.tsx?$/, "");
}

function readImports({ file, text }) {
  const found = [
    ...[...text.matchAll(statement)].map(([, type, from]) => ({ from, typeOnly: Boolean(type) })),
    ...[...text.matchAll(dynamic)].map(([, from]) => ({ from, typeOnly: false })),
  ];
  return found.flatMap(({ from, typeOnly }) => {
    const target = resolveImport(file, from);
    return target === null ? [] : [{ to: target, typeOnly }];
  });
}

/** @returns the name of the imported file of `src`; null for a package or a style sheet */
function resolveImport(file, from) {
  const own = from.startsWith("@/") || from.startsWith(".");
  if (!own) return null;
  const base = from.startsWith("@/") ? join(source, from.slice(2)) : resolve(dirname(file), from);
  const hit = endings
    .map((ending) => base + ending)
    .find((path) => /\.tsx?$/.test(path) && existsSync(path));
  return hit ? nameOf(hit) : null;
}

function* findForbidden(imports) {
  for (const [from, targets] of imports) {
    for (const { to, typeOnly } of targets) {
      if (!mayImport(from, to, typeOnly)) yield `${from} must not import ${to}`;
    }
  }
}

function mayImport(from, to, typeOnly) {
  if (to in onlyFor && !onlyFor[to].includes(from)) return false;
  const layer = layerOf(from);
  if (layer === layerOf(to)) {
    const closed = Object.keys(closedFolders).find((folder) => from.startsWith(`${folder}/`));
    return !closed || to.startsWith(`${closed}/`) || closedFolders[closed].includes(to);
  }
  const { values, types = [] } = layers[layer];
  const allowed = [...values, ...(exceptions[from] ?? []), ...(typeOnly ? types : [])];
  return allowed.some((name) => to === name || to.startsWith(`${name}/`));
}

/** Finds imports of packages that the layer must not use. */
function* findBarred() {
  for (const { name, text } of modules) {
    const barred = barredPackages[layerOf(name)];
    if (!barred) continue;
    for (const [, , from] of text.matchAll(statement)) {
      if (barred.test(from)) yield `${name} must not import ${from}`;
    }
  }
}

/** Finds access rules that are written in SQL outside of `core/access`. */
function* findSpellings() {
  for (const { name, text } of modules) {
    if (spelledIn.some((folder) => name.startsWith(`${folder}/`))) continue;
    for (const { words, use } of spellings) {
      const found = words.exec(text);
      if (found) yield `${name} must not contain \`${found[0]}\`: use ${use}`;
    }
  }
}

/** Files directly in `src` are Next's entry files. They count as `app`. */
function layerOf(name) {
  const [top] = name.split("/");
  return top in layers ? top : "app";
}

/** Finds folders of a layer that import each other in a ring, through any of their files. */
function findRings(imports, layer) {
  const partOf = (name) =>
    name.startsWith(`${layer}/`) ? name.split("/").slice(0, 2).join("/") : null;
  const parts = new Map();
  for (const [from, targets] of imports) {
    const part = partOf(from);
    if (part === null) continue;
    const others = targets.map(({ to }) => partOf(to)).filter((to) => to !== null && to !== part);
    parts.set(part, [...(parts.get(part) ?? []), ...others.map((to) => ({ to, typeOnly: false }))]);
  }
  return findCycles(parts);
}

/** Finds cycles. It ignores type-only imports: they do not exist at run time, so they cannot affect the load order. */
function* findCycles(imports) {
  const done = new Set();
  const path = [];
  function* visit(name) {
    const start = path.indexOf(name);
    if (start !== -1) {
      yield `cycle: ${[...path.slice(start), name].join(" → ")}`;
      return;
    }
    if (done.has(name)) return;
    path.push(name);
    for (const { to, typeOnly } of imports.get(name) ?? []) if (!typeOnly) yield* visit(to);
    path.pop();
    done.add(name);
  }
  for (const name of imports.keys()) yield* visit(name);
}
