import type { IncomingMessage, ServerResponse } from "node:http";
import type { ErrorBody } from "@/lib/api-types";

const missing = JSON.stringify({ error: "Not found", code: "NOT_FOUND" } satisfies ErrorBody);

/**
 * Next answers a method that a route does not have with an empty 405: here it gets the code and body of
 * everything else that is not there.
 */
export function fillBareAnswers(req: IncomingMessage, res: ServerResponse): void {
  const writeHead = res.writeHead.bind(res) as (...args: unknown[]) => ServerResponse;
  const fill = (status: number, ...rest: unknown[]) => {
    if (status !== 405 || res.hasHeader("Content-Type")) return writeHead(status, ...rest);
    res.setHeader("Content-Type", "application/json; charset=utf-8");
    res.setHeader("Content-Length", Buffer.byteLength(missing));
    res.setHeader("Cache-Control", "no-store");
    res.statusMessage = "Not Found";
    writeHead(404);
    if (req.method !== "HEAD") res.write(missing);
    return res;
  };
  res.writeHead = fill;
}
