import { type Server as Engine, Socket as EngineSocket } from "engine.io";
import { inside, type Transport } from "./inside-engine";
import { sendFrames } from "./send-frames";

/** WebSocket connections that were written to in this turn of the event loop. */
const due = new Set<EngineSocket>();

/**
 * Sends what is written to a WebSocket in one turn of the event loop at the end of that turn, in one system call: a
 * system call costs more than all else that a delivery does. Until then it is queued, where a cut drops it.
 */
export function sendTogether(engine: Engine): void {
  engine.on("connection", (conn: EngineSocket) => {
    inside(conn).flush = () => sendSoon(conn);
    sendFrames(inside(conn).transport);
    conn.on("upgrade", (transport) => sendFrames(transport as unknown as Transport));
  });
}

/** A connection that is closing, and a request that waits, get what there is at once. */
function sendSoon(conn: EngineSocket): void {
  const { readyState, transport } = inside(conn);
  if (readyState !== "open" || transport.name !== "websocket") return sendNow(conn);
  if (due.size === 0) setImmediate(sendDue);
  due.add(conn);
}

function sendDue(): void {
  const conns = [...due];
  due.clear();
  for (const conn of conns) sendNow(conn);
}

const { flush } = inside(EngineSocket.prototype);

/** Hands over to the network what is queued for a connection, if it takes any. */
export function sendNow(conn: EngineSocket): void {
  flush.call(conn);
}
