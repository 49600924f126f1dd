import type { IncomingMessage, ServerResponse } from "node:http";
import { countAnswer } from "@/core/metrics";
import { failureOf } from "@/core/outcomes";
import { logSummed } from "@/lib/summed-lines";
import { clientAddress } from "./client-address";
import { requestIdOf } from "./request-id";
import { MALFORMED, routeOf } from "./route-patterns";

/** Counts the answer to a request when it has been sent, or never will be, and logs it if it is a failure. */
export function watchAnswer(req: IncomingMessage, res: ServerResponse): void {
  res.once("close", () => noteAnswer(req, res.headersSent ? res.statusCode : 0, failureOf(res)));
}

/** As `watchAnswer`, for the answer to an upgrade, which has no response object. */
export function noteAnswer(req: IncomingMessage, status: number, code?: string): void {
  const path = routeOf(req);
  countAnswer(path, status);
  // A refused origin has a log line of its own, which names the origin.
  if (status < 400 || code === "ORIGIN_NOT_ALLOWED") return;
  logSummed({
    msg: status < 500 ? "request refused" : "request not served",
    what: { code, status, method: req.method, path },
    who: { ip: clientAddress(req) },
    requestId: requestIdOf(req),
  });
}

/** Counts and logs a connection that sent no valid HTTP request. It is closed. */
export function noteMalformed(reason: string, address: string | undefined): void {
  countAnswer(MALFORMED, 0);
  logSummed({
    msg: "request refused",
    what: { code: reason, status: 0, path: MALFORMED },
    who: { ip: address ?? "unknown" },
  });
}
