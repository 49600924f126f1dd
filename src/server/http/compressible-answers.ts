import type { IncomingMessage, ServerResponse } from "node:http";
import { routeOf } from "./route-patterns";

/**
 * Answers that grow with a workspace, and are compressed. From the length of a compressed answer, somebody who writes
 * a part of it and listens to the line can guess the rest (BREACH). So this has no route whose answer carries a token or a
 * link that opens a door, nor what people write to each other, which may contain one.
 */
const COMPRESSED = new Set([
  "/api/channels/[id]/people",
  "/api/workspaces/[slug]/channels",
  "/api/workspaces/[slug]/members",
  "/api/workspaces/[slug]/people",
]);

/**
 * Lets Next compress the answer if it is of such a route. Next compresses by the content type, but sets that of a
 * route's answer as a list of one, which it then does not know. As a list it stays for all other routes.
 */
export function makeCompressible(req: IncomingMessage, res: ServerResponse): void {
  if (req.method !== "GET" || !COMPRESSED.has(routeOf(req))) return;
  const setHeader = res.setHeader.bind(res);
  res.setHeader = (name, value) => {
    const [only] = Array.isArray(value) ? value : [];
    const isType = name.toLowerCase() === "content-type" && only !== undefined;
    return setHeader(name, isType ? only : value);
  };
}
