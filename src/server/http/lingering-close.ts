import type { IncomingMessage, ServerResponse } from "node:http";

/** How long the rest of a body is read after the answer in all, and how long nothing may come meanwhile. */
const LONGEST_MS = 30_000;
const SILENT_MS = 3_000;

/**
 * Closes a connection that is not kept only after the rest of the request's body has been read and dropped. A client
 * that still sends to a closed connection is reset and loses the answer on its way: a proxy then turns a refused upload
 * into a 502. The wait is bounded, and `enforceBodyPace` bounds it further for strangers.
 */
export function lingerBeforeClosing(req: IncomingMessage, res: ServerResponse): void {
  const { socket } = req;
  // Node calls it when the last answer of a connection is written.
  socket.destroySoon = () => {
    const { destroySoon } = Object.getPrototypeOf(socket) as typeof socket;
    if (req.complete || req.destroyed || socket.destroyed) destroySoon.call(socket);
    else linger(req);
  };
  res.once("close", () => void Reflect.deleteProperty(socket, "destroySoon"));
}

function linger(req: IncomingMessage): void {
  const { socket } = req;
  const close = () => socket.destroy();
  let silence = setTimeout(close, SILENT_MS).unref();
  const longest = setTimeout(close, LONGEST_MS).unref();
  const hear = () => {
    clearTimeout(silence);
    silence = setTimeout(close, SILENT_MS).unref();
  };
  req.removeAllListeners("data");
  req.on("data", hear).once("end", close).resume();
  socket.once("close", () => {
    clearTimeout(silence);
    clearTimeout(longest);
  });
  // The client learns that nothing more will come, and may stop sending.
  socket.end();
}
