import type { IncomingMessage } from "node:http";
import { SHORT_BODY_BYTES } from "@/lib/current-turn";

/**
 * Resolves when a body that is short has come whole, and at once for all others: whoever sends one slowly holds no
 * turn meanwhile. Node takes in so much of a body before anybody reads it.
 */
export function shortBody(req: IncomingMessage): Promise<void> | undefined {
  const length = Number(req.headers["content-length"] ?? 0);
  if (length === 0 || length >= SHORT_BODY_BYTES || req.complete) return undefined;
  return new Promise((resolve) => {
    const { push } = req;
    // Node says by it that the body has come whole. Its `end` comes only to whoever reads.
    req.push = (chunk: unknown, encoding?: BufferEncoding) => {
      const wantsMore = push.call(req, chunk, encoding);
      if (chunk === null) resolve();
      return wantsMore;
    };
  });
}
