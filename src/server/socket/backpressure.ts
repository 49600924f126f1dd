import type { Server as Engine, Socket as EngineSocket } from "engine.io";
import { countUnreadCut, gaugeWaitingBytes } from "@/core/metrics";
import { logger } from "@/lib/logger";
import { bytesWaiting, lengthOf, resetOutbound } from "./end-outbound";
import { allOutbounds, type Outbound, type Owner, outboundOf } from "./outbound";
import { sendNow } from "./send-together";

/** How many bytes may wait in this process for one connection, and for all connections of one person together. */
const BOUND_BYTES = 1024 * 1024;
/** How many may be written at least between two looks, even for somebody for whom almost as many wait as may. */
const STEP_BYTES = 64 * 1024;

/**
 * Limits the memory that clients take by not reading: a connection for which too much waits is cut. It is looked at
 * how much waits before so much has been written that it could be too much.
 */
export function boundWaiting(engine: Engine): void {
  engine.on("connection", (conn: EngineSocket) => {
    conn.on("packetCreate", (packet) => {
      const owner = outboundOf(conn)?.owner;
      if (!owner) return;
      const bytes = lengthOf(packet);
      if (owner.mayWrite < bytes) owner.mayWrite = BOUND_BYTES - cutOverfull(owner);
      owner.mayWrite -= bytes;
    });
  });
  gaugeWaitingBytes(() => {
    let sum = 0;
    for (const outbound of allOutbounds()) sum += bytesWaiting(outbound);
    return sum;
  });
}

/**
 * Cuts the fullest of somebody's connections until the next step is within the bound.
 * @returns how many bytes still wait for them
 */
function cutOverfull({ name, outbounds }: Owner): number {
  const waiting = [...outbounds].map(measure).sort((a, b) => b.bytes - a.bytes);
  let sum = waiting.reduce((before, { bytes }) => before + bytes, 0);
  for (const { outbound, bytes } of waiting) {
    if (sum <= BOUND_BYTES - STEP_BYTES) break;
    sum -= bytes;
    resetOutbound(outbound);
    countUnreadCut();
    logger().info({ owner: name, bytes }, "a connection that is not read was cut");
  }
  return sum;
}

function measure(outbound: Outbound) {
  // What is queued for the end of this turn waits for no reader.
  sendNow(outbound.conn);
  return { outbound, bytes: bytesWaiting(outbound) };
}
