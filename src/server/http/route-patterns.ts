import { readdirSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import path from "node:path";
import { pathOf } from "./request-path";

/** The addresses that the pages and the interface have, as a tree of their parts. */
interface Part {
  parts: Map<string, Part>;
  /** `[token]`: any one part. */
  any?: { name: string; part: Part };
  /** `[...all]`: everything from here on. */
  rest?: string;
  ends: boolean;
}

let root: Part | undefined;

/** What is no address of ours. */
const UNKNOWN = "(unknown)";
/** Of a request that could not be read. */
export const MALFORMED = "(malformed)";

const found = new WeakMap<IncomingMessage, string>();

/** The pattern of a request's route, looked up once. */
export function routeOf(req: IncomingMessage): string {
  let route = found.get(req);
  if (route === undefined) {
    const path = pathOf(req);
    route = path === null ? MALFORMED : patternOf(path);
    found.set(req, route);
  }
  return route;
}

/**
 * The pattern of the route that a path leads to, as `/api/invites/[token]/accept`. It stands in the log and in metrics in
 * place of the path, which holds tokens and what strangers choose, and of which there is no end.
 */
function patternOf(pathname: string): string {
  const [, first = "", ...others] = pathname.split("/");
  if (first === "_next" || first === "socket.io") return `/${first}`;
  root ??= readPatterns();
  return find(root, [first, ...others]) ?? UNKNOWN;
}

function find(part: Part, names: string[], way = ""): string | undefined {
  const [name, ...others] = names;
  if (name === undefined || (name === "" && others.length === 0)) {
    return part.ends ? way || "/" : undefined;
  }
  const known = part.parts.get(name);
  const found = known && find(known, others, `${way}/${name}`);
  if (found !== undefined) return found;
  const { any, rest } = part;
  const matched = any && find(any.part, others, `${way}/${any.name}`);
  return matched ?? (rest && `${way}/${rest}`);
}

/** The folders of `src/app` are the routes, in the built server too. */
function readPatterns(): Part {
  const folder = path.join(/* turbopackIgnore: true */ process.cwd(), "src/app");
  const tree: Part = emptyPart();
  for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const names = file.split(path.sep);
    if (!/^(route\.ts|page\.tsx)$/.test(names.pop() ?? "")) continue;
    add(
      tree,
      names.filter((name) => !name.startsWith("(")),
    );
  }
  return tree;
}

function add(part: Part, [name, ...others]: string[]): void {
  if (name === undefined) {
    part.ends = true;
  } else if (name.startsWith("[...")) {
    part.rest = name;
  } else if (name.startsWith("[")) {
    part.any ??= { name, part: emptyPart() };
    add(part.any.part, others);
  } else {
    const next = part.parts.get(name) ?? emptyPart();
    part.parts.set(name, next);
    add(next, others);
  }
}

const emptyPart = (): Part => ({ parts: new Map(), ends: false });
