import { type Server as Engine, Socket as EngineSocket } from "engine.io";
import { inside, type Transport } from "./inside-engine";
import { sendFrames } from "./send-frames";

/** WebSocket connections with something to send, in the order in which it is sent. */
const due = new Set<EngineSocket>();
let isScheduled = false;

/** How many connections are sent to in one turn of the event loop. */
const SLICE = 128;

/**
 * Sends what is written to a WebSocket in one turn of the event loop at the end of that turn, in one system call: a
 * system call costs more than all else that a delivery does. Until then it is queued, where a cut drops it. Where many
 * are due, they are sent to a slice at a time: what others have to do comes in between, and those who still wait get the
 * next message along with this one.
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
  due.add(conn);
  schedule();
}

function schedule(): void {
  if (isScheduled) return;
  isScheduled = true;
  setImmediate(sendDue);
}

function sendDue(): void {
  isScheduled = false;
  let left = SLICE;
  for (const conn of due) {
    if (left-- === 0) return schedule();
    due.delete(conn);
    sendNow(conn);
  }
}

const { flush } = inside(EngineSocket.prototype);

/** Hands over to the network what is queued for a connection, if it takes any. */
export function sendNow(conn: EngineSocket): void {
  flush.call(conn);
}
