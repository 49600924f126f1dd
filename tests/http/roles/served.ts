import { readFileSync } from "node:fs";
import type { Person } from "../../support/person";

/**
 * Every method of every route that the server has, as `GET /api/…` with the parts that vary in brackets. Next answers
 * OPTIONS by itself, with the methods that a route of the build has.
 */
export async function listServed(nobody: Person): Promise<string[]> {
  const built = JSON.parse(readFileSync(".next/app-path-routes-manifest.json", "utf8"));
  const routes = Object.values<string>(built).filter((route) => route.startsWith("/api/"));
  const handlers = routes.map(async (route) => {
    const { headers } = await nobody.call("OPTIONS", route.replace(PART, "none"));
    const methods = (headers.get("allow") ?? "").split(", ");
    return methods.filter((method) => !BY_NEXT.has(method)).map((method) => `${method} ${route}`);
  });
  return (await Promise.all(handlers)).flat();
}

const PART = /\[[^\]]+\]/g;
/** HEAD is GET without the body. */
const BY_NEXT = new Set(["HEAD", "OPTIONS"]);

/** The handler that a request leads to: of those that fit, the one with the longest fixed beginning. */
export function handlerOf(request: string, served: string[]): string | undefined {
  const path = request.split("?")[0] ?? "";
  const fitting = served.filter((handler) => toPattern(handler).test(path));
  const fixed = (handler: string) => handler.split("[")[0]?.length ?? 0;
  return fitting.sort((a, b) => fixed(b) - fixed(a))[0];
}

function toPattern(handler: string): RegExp {
  const pattern = handler.replace(/\[\.\.\.[^\]]+\]/, ".+").replace(PART, "[^/]+");
  return new RegExp(`^${pattern}$`);
}
