import type { IncomingMessage, ServerResponse } from "node:http";
import { readSessionToken } from "@/lib/session-cookie";

export interface Pace {
  patienceMs: number;
  /** What has come extends the time: somebody who sends at least this fast is never cut off. */
  bytesPerMs: number;
}

export interface Paces {
  signedIn: Pace;
  /** Somebody without a session of ours has little to send: an e-mail and a password. */
  stranger: Pace;
}

/**
 * 8 kB a second: slow enough for an export over the slowest line, and too much traffic for somebody who only wants to
 * keep a connection.
 */
const BYTES_PER_MS = 8;
const PACES: Paces = {
  signedIn: { patienceMs: 300_000, bytesPerMs: BYTES_PER_MS },
  stranger: { patienceMs: 10_000, bytesPerMs: BYTES_PER_MS },
};

/**
 * Cuts off somebody who sends a body too slowly, whatever it is for. Nobody can keep a connection by sending a byte now
 * and then, and a large file over a slow line still arrives. After the answer nothing extends the time any more: nobody
 * reads what comes then.
 */
export function enforceBodyPace(
  req: IncomingMessage,
  res: ServerResponse,
  paces: Paces = PACES,
): void {
  if (!hasBody(req)) return;
  const { socket } = req;
  const { patienceMs, bytesPerMs } = paces[hasSession(req) ? "signedIn" : "stranger"];
  const before = socket.bytesRead;
  const begun = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const wait = (ms: number, then: () => void) => {
    clearTimeout(timer);
    timer = setTimeout(then, Math.max(ms, patienceMs / 10)).unref();
  };
  const check = () => {
    if (req.complete) return;
    const bought = (socket.bytesRead - before) / bytesPerMs;
    const left = begun + patienceMs + bought - performance.now();
    if (left > 0) wait(left, check);
    else socket.destroy();
  };
  check();
  res.once("finish", () => {
    if (!req.complete) wait(patienceMs, () => socket.destroy());
  });
  req.once("close", () => clearTimeout(timer));
}

/** Checks only the cookie's signature. The code that reads the body checks whether the session is alive. */
function hasSession({ headers }: IncomingMessage): boolean {
  return headers.cookie !== undefined && readSessionToken(headers.cookie) !== null;
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}
