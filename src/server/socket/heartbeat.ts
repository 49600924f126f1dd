import type { Server as Engine, Socket as EngineSocket } from "engine.io";

/**
 * Ends a connection whose ping is not answered in time, whatever else it sends. engine.io alone lets any packet extend
 * the time, and accepts a pong that nobody asked for: a client that never reads could stay connected.
 * @param pingTimeoutMs how long an answer may take
 */
export function keepHeartbeat(engine: Engine, pingTimeoutMs: number): void {
  engine.on("connection", (conn: EngineSocket) => {
    let asked: NodeJS.Timeout | undefined;
    conn.on("packetCreate", ({ type }) => {
      if (type === "ping") asked = setTimeout(() => conn.close(true), pingTimeoutMs).unref();
    });
    conn.on("packet", ({ type }) => {
      if (type !== "pong") return;
      if (!asked) conn.close(true);
      clearTimeout(asked);
      asked = undefined;
    });
    conn.once("close", () => clearTimeout(asked));
  });
}
