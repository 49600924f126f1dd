import type { Server } from "node:http";
import type { Socket } from "node:net";

/** How long an answer may stand still while its client takes nothing of it. */
const STANDS_STILL_MS = 30_000;
/** How long an idle connection is kept beyond what its client was told. */
const GRACE_MS = 2_000;

/**
 * Drops answers that nobody takes: whoever asks and does not read would hold our memory for as long as they like. A
 * slow line that takes something now and then is served to the end, and a request that we take long for is waited for.
 *
 * An idle connection is closed a moment after the time that its client was told (`Keep-Alive`). Otherwise a request that
 * was sent in time, and met a busy process or a slow line, would be reset without an answer.
 */
export function dropUntakenAnswers(
  http: Server,
  { standsStillMs = STANDS_STILL_MS, graceMs = GRACE_MS } = {},
): void {
  /** How many requests on a connection have no whole answer yet. */
  const underWay = new WeakMap<Socket, number>();
  const inGrace = new WeakSet<Socket>();
  const count = (socket: Socket, change: number) =>
    underWay.set(socket, (underWay.get(socket) ?? 0) + change);
  http.on("request", ({ socket }, res) => {
    count(socket, 1);
    if (inGrace.delete(socket)) socket.setTimeout(standsStillMs);
    res.once("close", () => count(socket, -1));
  });
  const giveGrace = (socket: Socket) => {
    inGrace.add(socket);
    socket.setTimeout(graceMs);
  };
  http.setTimeout(standsStillMs, (socket) => {
    // Node leaves the end of an idle connection to whoever listens.
    if (inGrace.has(socket)) socket.destroy();
    else if (!underWay.get(socket)) giveGrace(socket);
    else if (socket.writableLength > 0) socket.resetAndDestroy();
    else socket.setTimeout(standsStillMs);
  });
}
