import type { Server } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { leaveRegistry } from "@/core/access/nodes";
import { countRequests } from "@/core/access/requests";
import { writeRefusedOrigins } from "@/core/origins/refused-origins";
import type { OpenDatabase } from "@/db/client";
import { env } from "@/lib/env";
import { logger } from "@/lib/logger";
import { processWide } from "@/lib/process-wide";
import { flushSummedLines } from "@/lib/summed-lines";
import { closeBus } from "./cluster/redis";
import type { FrontDoor } from "./http/front-door";
import { closeListeners } from "./http/listeners";
import { setIOInstance } from "./socket/handlers/guest";
import type { RunningRealtime } from "./start-realtime";

/** A stop that takes longer is ended by force. */
const STOP_LIMIT_MS = 4_500;
/** How long to wait for requests under way before their connections are closed. */
const PATIENCE_MS = 2_000;

export interface Running {
  http: Server;
  door: FrontDoor;
  realtime: RunningRealtime;
  database: OpenDatabase;
  closeOperatorSocket: () => void;
}

/**
 * Stops in good order on SIGTERM, SIGINT and SIGHUP: takes no new requests, closes connections, leaves the registry.
 * Before that it drains for `DRAIN_MS`, so that a proxy which checks can send people elsewhere. A second signal ends
 * the draining.
 */
export function stopOnSignals(running: Running): void {
  const slot = processWide();
  const stop = (signal: string) => {
    if (slot.phase === "stopping") return;
    slot.phase = "stopping";
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
  const { drainMs } = env();
  const drain = (signal: string) => {
    if (drainMs === 0 || slot.phase === "draining") return stop(signal);
    slot.phase = "draining";
    logger().info({ signal, drainMs }, "draining");
    setTimeout(stop, drainMs, signal);
  };
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(signal, drain);
}

/** Requests under way get their answer. Meanwhile the readiness check says that this node is not ready. */
async function letFinish(): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (countRequests() > 0 && performance.now() < deadline) await pause(25);
}

async function stopAll({ http, realtime, database, closeOperatorSocket }: Running): Promise<void> {
  flushSummedLines();
  closeOperatorSocket();
  realtime.engine.close();
  await letFinish();
  const closed = closeListeners(http);
  const idle = setInterval(() => http.closeIdleConnections(), 50);
  const patience = setTimeout(() => http.closeAllConnections(), 500);
  await closed;
  clearInterval(idle);
  clearTimeout(patience);
  // A node that is still in the registry must hear cuts of others and confirm them, so it leaves the registry before it
  // stops listening.
  await realtime.sweep.stop();
  setIOInstance(undefined);
  await leaveRegistry().catch((error: unknown) =>
    logger().warn({ err: error }, "could not leave the registry of nodes"),
  );
  await writeRefusedOrigins().catch((error: unknown) =>
    logger().warn({ err: error }, "refused origins could not be written"),
  );
  await realtime.io.close();
  if (realtime.bus) closeBus(realtime.bus);
  flushSummedLines();
  await database.close();
}
