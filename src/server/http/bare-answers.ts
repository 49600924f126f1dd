import type { IncomingMessage, ServerResponse } from "node:http";
import { AppError } from "@/core/errors";
import { formatRefusal } from "./refuse";

/**
 * Next answers a method that a route does not have with an empty 405. Here it gets the status and body of everything
 * else that does not exist.
 */
export function fillBareAnswers(req: IncomingMessage, res: ServerResponse): void {
  const writeHead = res.writeHead.bind(res) as (...args: unknown[]) => ServerResponse;
  const fill = (status: number, ...rest: unknown[]) => {
    if (status !== 405 || res.hasHeader("Content-Type")) return writeHead(status, ...rest);
    const { headers, text } = formatRefusal(new AppError("NOT_FOUND", "Not found"));
    for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
    res.statusMessage = "Not Found";
    writeHead(404);
    if (req.method !== "HEAD") res.write(text);
    return res;
  };
  res.writeHead = fill;
}
