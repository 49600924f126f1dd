import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { env } from "@/lib/env";

export const REQUEST_ID = "X-Request-Id";

const given = new WeakMap<IncomingMessage, string>();

/**
 * The id of a request, which its answer and every log line about it share. A proxy's id is used where proxies are
 * trusted. A client's own is not: it could copy the ids of others.
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
