import { type ChildProcess, type SendHandle, spawn } from "node:child_process";
import type { Server } from "node:http";
import { createServer, type Server as NetServer } from "node:net";
import { logger } from "@/lib/logger";

/** Connections that wait to be accepted. Whoever comes when there are more tries again after one second, or three. */
export const BACKLOG = 4_096;

/** How many connections are accepted in one round of the loop. */
const DOORS = 24;

/** What the helper does: it sends the handle that it is given back so many times, each time as one of its own. */
const SEND_BACK = "process.on('message', (n, handle) => { while (n--) process.send(0, handle); });";

const doors: NetServer[] = [];

/**
 * Node accepts one connection in each round of its loop, and a round is as long as what is done in it: where five
 * hundred come at once, whoever comes after them waits for seconds before their request is even read. So more handles
 * of the same socket accept, each one a round. The system gives out such a handle only between processes: one that
 * lives for a moment sends ours back. Without it everything works as well, but for that.
 */
export function openMoreDoors(http: Server): void {
  const helper: ChildProcess = spawn(process.execPath, ["-e", SEND_BACK], {
    stdio: ["ignore", "ignore", "ignore", "ipc"],
    env: { NODE_ENV: "production" },
  });
  helper.on("error", (error) => logger().info({ err: error }, "connections are accepted singly"));
  helper.on("message", (_, handle) => {
    open(http, handle);
    if (doors.length === DOORS - 1) helper.disconnect();
  });
  const { _handle: handle } = http as unknown as { _handle: SendHandle };
  helper.send(DOORS - 1, handle);
  helper.unref();
  helper.channel?.unref();
}

/** As the HTTP server's own, which answers what is put into it like what it has accepted itself. */
function open(http: Server, handle: unknown): void {
  if (!http.listening) return;
  const door = createServer({ allowHalfOpen: true, noDelay: true }, (socket) =>
    http.emit("connection", socket),
  );
  door.on("error", (error) => logger().error({ err: error }, "http server"));
  door.listen(handle, BACKLOG);
  doors.push(door);
}

/** Accepts nothing more, as the HTTP server when it closes. Resolves when the last connection has ended. */
export async function closeDoors(): Promise<void> {
  const close = (door: NetServer) => new Promise<void>((resolve) => door.close(() => resolve()));
  await Promise.all(doors.map(close));
}
