import { type IncomingMessage, type ServerResponse, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import type { AppError } from "@/core/errors";
import { noteFailure } from "@/core/outcomes";
import { noteAnswer } from "./outcomes";
import { REQUEST_ID, requestIdOf } from "./request-id";

/** How long the client of a refused upgrade has to read the reason. */
const READ_WITHIN_MS = 1_000;

/** A refusal as headers and body, the same for every kind of answer. */
export function formatRefusal(refusal: AppError): {
  headers: Record<string, string | number>;
  text: string;
} {
  const text = JSON.stringify(refusal.toBody());
  const { retryAfterSeconds } = refusal;
  return {
    headers: {
      "Content-Type": "application/json; charset=utf-8",
      "Content-Length": Buffer.byteLength(text),
      "Cache-Control": "no-store",
      ...(retryAfterSeconds && { "Retry-After": retryAfterSeconds }),
    },
    text,
  };
}

/**
 * Answers a request without asking any route.
 * @param options.closes close the connection: this process starts, stops, or has too many
 */
export function refuse(
  req: IncomingMessage,
  res: ServerResponse,
  refusal: AppError,
  { closes = false } = {},
): void {
  noteFailure(refusal.code, res);
  const { headers, text } = formatRefusal(refusal);
  res.writeHead(refusal.status, closes ? { ...headers, Connection: "close" } : headers);
  res.end(req.method === "HEAD" ? undefined : text);
}

/** Answers an upgrade with a refusal and closes the socket. */
export function refuseUpgrade(req: IncomingMessage, socket: Duplex, refusal: AppError): void {
  noteAnswer(req, refusal.status, refusal.code);
  const { headers, text } = formatRefusal(refusal);
  const head = Object.entries({
    ...headers,
    Connection: "close",
    [REQUEST_ID]: requestIdOf(req),
  }).map(([name, value]) => `${name}: ${value}`);
  socket.on("error", () => socket.destroy());
  const line = `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status]}`;
  socket.end([line, ...head, "", text].join("\r\n"));
  setTimeout(() => socket.destroy(), READ_WITHIN_MS).unref();
}
