import type { Server } from "node:http";
import { leaveRegistry } from "@/core/access/nodes";
import type { OpenDatabase } from "@/db/client";
import { logger } from "@/lib/logger";
import { processWide } from "@/lib/process-wide";
import type { FrontDoor } from "./front-door";
import { closeBus } from "./redis";
import { flushRefusedOrigins } from "./refused-origins";
import { setIOInstance } from "./socket/handlers/guest";
import type { RunningRealtime } from "./start-realtime";

/** A stop that takes longer is cut short. */
const STOP_LIMIT_MS = 4_500;

export interface Running {
  http: Server;
  door: FrontDoor;
  realtime: RunningRealtime;
  database: OpenDatabase;
}

/** Stops in good order on SIGTERM and SIGINT: no new requests, connections closed, the registry told. */
export function stopOnSignals(running: Running): void {
  let stopping = false;
  const stop = (signal: string) => {
    if (stopping) return;
    stopping = true;
    processWide().phase = "draining";
    logger().info({ signal }, "stopping");
    setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref();
    stopAll(running).then(
      () => process.exit(0),
      (error: unknown) => {
        logger().error({ err: error }, "stop failed");
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
}

async function stopAll({ http, realtime, database }: Running): Promise<void> {
  flushRefusedOrigins();
  const closed = new Promise<void>((resolve) => http.close(() => resolve()));
  await realtime.sweep.stop();
  setIOInstance(undefined);
  await realtime.io.close();
  realtime.engine.close();
  const idle = setInterval(() => http.closeIdleConnections(), 50);
  const patience = setTimeout(() => http.closeAllConnections(), 2_000);
  await closed;
  clearInterval(idle);
  clearTimeout(patience);
  await leaveRegistry().catch((error: unknown) =>
    logger().warn({ err: error }, "registry not left"),
  );
  if (realtime.bus) closeBus(realtime.bus);
  await database.close();
}
