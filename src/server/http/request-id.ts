import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { env } from "@/lib/env";

export const REQUEST_ID = "X-Request-Id";

const given = new WeakMap<IncomingMessage, string>();

/**
 * The id of a request, which its answer and every line of the log about it share. That of a proxy is taken over where
 * proxies are believed: a client could name its own like those of others.
 */
export function requestIdOf(req: IncomingMessage): string {
  let id = given.get(req);
  if (id === undefined) {
    const [sent = "", ...more] = req.headersDistinct["x-request-id"] ?? [];
    const isTaken = env().trustProxy > 0 && more.length === 0 && /^[\w.:=+/@-]{1,128}$/.test(sent);
    id = isTaken ? sent : randomUUID();
    given.set(req, id);
  }
  return id;
}
