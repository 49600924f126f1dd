import type { Socket as EngineSocket } from "engine.io";
import { inside, type Packet } from "./inside-engine";
import type { Outbound } from "./outbound";

/** How many bytes were handed to the network and wait for the client to read. An answer in the making counts as one. */
export function bytesHandedOver({ answers, webSockets }: Outbound): number {
  let bytes = 0;
  for (const answer of answers) {
    if (answer.headersSent) bytes += Math.max(1, answer.writableLength);
  }
  for (const webSocket of webSockets) bytes += webSocket.bufferedAmount;
  return bytes;
}

/** How many bytes this process keeps for the client: those handed over, and those still queued. */
export function bytesWaiting(outbound: Outbound): number {
  return inside(outbound.conn).writeBuffer.reduce(
    (sum, packet) => sum + lengthOf(packet),
    bytesHandedOver(outbound),
  );
}

/** How many bytes a packet has on its way. */
export function lengthOf({ data, options }: Packet): number {
  const frame = options?.wsPreEncodedFrame;
  if (frame) return frame.reduce((sum, part) => sum + part.length, 0);
  if (typeof data === "string") return Buffer.byteLength(data);
  return Buffer.isBuffer(data) ? data.length : 1;
}

/**
 * Ends a connection and drops what its client has not taken. That includes what is in the network and the client has
 * not read, which an orderly close would still deliver.
 */
export function resetOutbound({ conn, answers, webSockets }: Outbound): void {
  end(conn);
  // An answer that waits on a shared connection has no socket of its own yet: its request has.
  for (const answer of answers) answer.req.socket.resetAndDestroy();
  for (const webSocket of webSockets) {
    webSocket._socket?.resetAndDestroy();
    webSocket.terminate();
  }
}

/** Ends a connection: by a reset if its client has not taken what was handed over. */
export function closeOutbound(outbound: Outbound): void {
  if (bytesHandedOver(outbound) > 0) return resetOutbound(outbound);
  end(outbound.conn);
  for (const webSocket of outbound.webSockets) webSocket.terminate();
}

function end(conn: EngineSocket): void {
  conn.close(true);
  inside(conn).transport.shouldClose?.();
}
