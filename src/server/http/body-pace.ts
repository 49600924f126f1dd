import type { IncomingMessage, ServerResponse } from "node:http";
import { readSessionToken } from "@/lib/session-cookie";

export interface Pace {
  patienceMs: number;
  /** What has come buys time: who sends as much as this is never cut off. */
  bytesPerMs: number;
}

export interface Paces {
  signedIn: Pace;
  /** Who shows no session of ours has little to say: an e-mail and a password. */
  stranger: Pace;
}

/** 8 kB a second: the slowest line that somebody sends an export over, and dear for who only wants to stay. */
const BYTES_PER_MS = 8;
const PACES: Paces = {
  signedIn: { patienceMs: 300_000, bytesPerMs: BYTES_PER_MS },
  stranger: { patienceMs: 10_000, bytesPerMs: BYTES_PER_MS },
};

/**
 * Cuts off who sends a body too slowly, whatever it is for. Nobody holds a connection with a byte now and then; a
 * large file over a slow line comes whole. After the answer nothing buys time any more: what still comes then is
 * read by nobody.
 */
export function holdToPace(req: IncomingMessage, res: ServerResponse, paces: Paces = PACES): void {
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

/** By the cookie's signature alone: whether the session is alive is for whoever reads the body. */
function hasSession({ headers }: IncomingMessage): boolean {
  return headers.cookie !== undefined && readSessionToken(headers.cookie) !== null;
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}
