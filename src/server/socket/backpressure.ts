import type { Server as Engine, Socket as EngineSocket } from "engine.io";
import { countUnreadCut, gaugeWaitingBytes } from "@/core/metrics";
import { logger } from "@/lib/logger";
import { bytesWaiting, resetOutbound } from "./end-outbound";
import { allOutbounds, type Outbound, outboundOf } from "./outbound";

/** How many bytes may wait in this process for one connection, and for all connections of one person together. */
const BOUND_BYTES = 1024 * 1024;
/** How often connections that were written to are checked. What is written in between comes on top. */
const LOOK_EVERY_MS = 50;

/**
 * Limits the memory that clients take by not reading: a connection for which too much waits is cut. Only connections
 * that have been written to are checked, until nothing waits for them.
 */
export function boundWaiting(engine: Engine): void {
  const written = new Set<Outbound>();
  let timer: NodeJS.Timeout | undefined;
  const look = () => {
    timer = undefined;
    cutOverfull(written);
    if (written.size > 0) timer = setTimeout(look, LOOK_EVERY_MS).unref();
  };
  engine.on("connection", (conn: EngineSocket) => {
    conn.on("packetCreate", () => {
      const outbound = outboundOf(conn);
      if (!outbound) return;
      written.add(outbound);
      timer ??= setTimeout(look, LOOK_EVERY_MS).unref();
    });
  });
  gaugeWaitingBytes(() => {
    let sum = 0;
    for (const outbound of allOutbounds()) sum += bytesWaiting(outbound);
    return sum;
  });
}

/** Cuts connections over the limit, each person's fullest first. Forgets those for which nothing waits. */
function cutOverfull(written: Set<Outbound>): void {
  const byOwner = new Map<string, { outbound: Outbound; bytes: number }[]>();
  for (const outbound of written) {
    const bytes = bytesWaiting(outbound);
    if (bytes === 0) written.delete(outbound);
    else byOwner.set(outbound.owner, [...(byOwner.get(outbound.owner) ?? []), { outbound, bytes }]);
  }
  for (const [owner, waiting] of byOwner) {
    let sum = waiting.reduce((before, { bytes }) => before + bytes, 0);
    if (sum <= BOUND_BYTES) continue;
    for (const { outbound, bytes } of waiting.toSorted((a, b) => b.bytes - a.bytes)) {
      if (sum <= BOUND_BYTES) break;
      sum -= bytes;
      resetOutbound(outbound);
      written.delete(outbound);
      countUnreadCut();
      logger().info({ owner, bytes }, "a connection that is not read was cut");
    }
  }
}
