import { readdirSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import path from "node:path";
import { pathOf } from "./request-path";

/** The paths of all pages and API routes, as a tree of their parts. */
interface Part {
  parts: Map<string, Part>;
  /** `[token]`: any one part. */
  any?: { name: string; part: Part };
  /** `[...all]`: everything from here on. */
  rest?: string;
  ends: boolean;
}

let root: Part | undefined;

/** The pattern of paths that are none of ours. */
const UNKNOWN = "(unknown)";
/** The pattern of a request that could not be read. */
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
 * The pattern of the route that a path leads to, such as `/api/invites/[token]/accept`. Log and metrics have it instead
 * of the path. Paths contain tokens and text that strangers choose, and there are endlessly many of them.
 */
function patternOf(pathname: string): string {
  const [, first = "", ...others] = pathname.split("/");
  if (first === "_next" || first === "socket.io") return `/${first}`;
  root ??= readPatterns();
  return find(root, [first, ...others]) ?? UNKNOWN;
}

function find(part: Part, names: string[], prefix = ""): string | undefined {
  const [name, ...others] = names;
  if (name === undefined || (name === "" && others.length === 0)) {
    return part.ends ? prefix || "/" : undefined;
  }
  const known = part.parts.get(name);
  const found = known && find(known, others, `${prefix}/${name}`);
  if (found !== undefined) return found;
  const { any, rest } = part;
  const matched = any && find(any.part, others, `${prefix}/${any.name}`);
  return matched ?? (rest && `${prefix}/${rest}`);
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
