import type { IncomingMessage, ServerResponse } from "node:http";
import { AppError } from "@/core/errors";
import { spellRefusal } from "./refuse";

/**
 * Next answers a method that a route does not have with an empty 405: here it gets the code and body of
 * everything else that is not there.
 */
export function fillBareAnswers(req: IncomingMessage, res: ServerResponse): void {
  const writeHead = res.writeHead.bind(res) as (...args: unknown[]) => ServerResponse;
  const fill = (status: number, ...rest: unknown[]) => {
    if (status !== 405 || res.hasHeader("Content-Type")) return writeHead(status, ...rest);
    const { headers, text } = spellRefusal(new AppError("NOT_FOUND", "Not found"));
    for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
    res.statusMessage = "Not Found";
    writeHead(404);
    if (req.method !== "HEAD") res.write(text);
    return res;
  };
  res.writeHead = fill;
}
