import { type ChildProcess, type SendHandle, spawn } from "node:child_process";
import type { Server } from "node:http";
import { createServer, type Server as NetServer } from "node:net";
import { setImmediate as nextRound } from "node:timers/promises";
import { logger } from "@/lib/logger";

/** Connections that wait to be accepted. When there are more, a client tries again after one second, or three. */
export const BACKLOG = 4_096;

/** How many listeners there are, and so how many connections are accepted in one round of the event loop. */
const LISTENERS = 24;

/** The code of the helper process: it sends the handle that it gets back so many times, each time as a new one. */
const SEND_BACK = "process.on('message', (n, handle) => { while (n--) process.send(0, handle); });";

/** How long waiting connections are still accepted when the server closes, if new ones keep coming. */
const LAST_MS = 250;

/** For how many rounds of the event loop nobody must have come. The first may end before the system is asked. */
const QUIET_ROUNDS = 4;

const listeners: NetServer[] = [];

/**
 * Node accepts one connection per handle in each round of its event loop, and a round lasts as long as the work in it.
 * When five hundred connections come at once, the next one would wait for seconds before its request is even read. So
 * more handles of the same socket accept, each one connection per round. The system gives out such a handle only
 * between processes: a short-lived process sends ours back. Without it everything works, only slower.
 */
export function addListeners(http: Server): void {
  const helper: ChildProcess = spawn(process.execPath, ["-e", SEND_BACK], {
    stdio: ["ignore", "ignore", "ignore", "ipc"],
    env: { NODE_ENV: "production" },
  });
  helper.on("error", (error) =>
    logger().info({ err: error }, "connections are accepted one at a time"),
  );
  helper.on("message", (_, handle) => {
    open(http, handle);
    if (listeners.length === LISTENERS - 1) helper.disconnect();
  });
  const { _handle: handle } = http as unknown as { _handle: SendHandle };
  helper.send(LISTENERS - 1, handle);
  helper.unref();
  helper.channel?.unref();
}

/** Accepts like the HTTP server itself, and passes the connections on to it. */
function open(http: Server, handle: unknown): void {
  if (!http.listening) return;
  const listener = createServer({ allowHalfOpen: true, noDelay: true }, (socket) =>
    http.emit("connection", socket),
  );
  listener.on("error", (error) => logger().error({ err: error }, "http server"));
  listener.listen(handle, BACKLOG);
  listeners.push(listener);
}

/**
 * Stops accepting on all handles. A connection that still waits to be accepted when a socket closes is reset, and a
 * proxy may then not try another process, since something may have been changed. So waiting connections are accepted
 * first, and told that this process stops. Later ones are refused, and proxies try another process for those.
 * @returns when the last connection has ended
 */
export async function closeListeners(http: Server): Promise<void> {
  await acceptWaiting(http);
  const close = (listener: NetServer) =>
    new Promise<void>((resolve) => listener.close(() => resolve()));
  await Promise.all([http, ...listeners].map(close));
}

/** Waits until nobody has connected for some rounds of the event loop. */
async function acceptWaiting(http: Server): Promise<void> {
  let quiet = 0;
  const note = () => {
    quiet = -1;
  };
  http.on("connection", note);
  limitBacklog(http);
  const deadline = performance.now() + LAST_MS;
  for (; quiet < QUIET_ROUNDS && performance.now() < deadline; quiet++) await nextRound();
  http.off("connection", note);
}

/** Lets only one connection wait. Others get no answer, try again after a second, and then find the socket closed. */
function limitBacklog(http: Server): void {
  const { _handle: handle } = http as unknown as { _handle?: { listen(backlog: number): number } };
  handle?.listen(0);
}
