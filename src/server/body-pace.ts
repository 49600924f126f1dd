import type { IncomingMessage, ServerResponse } from "node:http";

export interface Pace {
  patienceMs: number;
  /** What has come buys time: who sends as much as this is never cut off. */
  bytesPerMs: number;
}

/** 8 kB a second: the slowest line that somebody sends an export over, and dear for who only wants to stay. */
const PACE: Pace = { patienceMs: 300_000, bytesPerMs: 8 };

/**
 * Cuts off who sends a body too slowly, whatever it is for. Nobody holds a connection with a byte now and then; a
 * large file over a slow line comes whole. After the answer nothing buys time any more: what still comes then is
 * read by nobody.
 */
export function holdToPace(
  req: IncomingMessage,
  res: ServerResponse,
  { patienceMs, bytesPerMs }: Pace = PACE,
): void {
  if (!hasBody(req)) return;
  const { socket } = req;
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

function hasBody({ headers }: IncomingMessage): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}
