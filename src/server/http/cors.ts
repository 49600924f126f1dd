import type { IncomingMessage, ServerResponse } from "node:http";

const methods = "GET, HEAD, POST, PUT, PATCH, DELETE";
const headers = "Content-Type, Authorization";

/** Lets pages of an allowed origin read the answer: exactly that origin, never a wildcard or an echo. */
export function allowCrossOrigin(res: ServerResponse, origin: string): void {
  res.setHeader("Access-Control-Allow-Origin", origin);
  res.setHeader("Access-Control-Allow-Credentials", "true");
  res.setHeader("Access-Control-Expose-Headers", "Retry-After, X-Request-Id");
  res.appendHeader("Vary", "Origin");
}

/** Whether the request is a browser's question before a cross-origin request. */
export function isPreflight(req: IncomingMessage): boolean {
  return req.method === "OPTIONS" && req.headers["access-control-request-method"] !== undefined;
}

/** Answers a preflight of an allowed origin. The caller has checked the origin already. */
export function answerPreflight(res: ServerResponse): void {
  res.setHeader("Access-Control-Allow-Methods", methods);
  res.setHeader("Access-Control-Allow-Headers", headers);
  res.setHeader("Access-Control-Max-Age", "600");
  res.writeHead(204, { "Content-Length": "0" }).end();
}
