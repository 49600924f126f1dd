import type { Server } from "node:http";
import type { Socket } from "node:net";

/** How long an answer may wait while its client takes nothing of it. */
const STALLED_MS = 30_000;
/** How much longer an idle connection is kept than its client was told. */
const GRACE_MS = 2_000;

/**
 * Drops answers that nobody reads: otherwise a client that asks and does not read would fill our memory. A slow line
 * that takes something now and then is served to the end. A request that takes us long is waited for.
 *
 * An idle connection is closed a moment after the time that its client was told (`Keep-Alive`). Otherwise a request
 * that was sent in time, and met a busy process or a slow line, would be reset without an answer.
 */
export function dropUntakenAnswers(
  http: Server,
  { stalledMs = STALLED_MS, graceMs = GRACE_MS } = {},
): void {
  /** How many requests on a connection have no complete answer yet. */
  const underWay = new WeakMap<Socket, number>();
  const inGrace = new WeakSet<Socket>();
  const count = (socket: Socket, change: number) =>
    underWay.set(socket, (underWay.get(socket) ?? 0) + change);
  http.on("request", ({ socket }, res) => {
    count(socket, 1);
    if (inGrace.delete(socket)) socket.setTimeout(stalledMs);
    res.once("close", () => count(socket, -1));
  });
  const giveGrace = (socket: Socket) => {
    inGrace.add(socket);
    socket.setTimeout(graceMs);
  };
  http.setTimeout(stalledMs, (socket) => {
    // With a listener for the timeout, Node does not close an idle connection itself.
    if (inGrace.has(socket)) socket.destroy();
    else if (!underWay.get(socket)) giveGrace(socket);
    else if (socket.writableLength > 0) socket.resetAndDestroy();
    else socket.setTimeout(stalledMs);
  });
}
