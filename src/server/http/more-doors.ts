import { type ChildProcess, type SendHandle, spawn } from "node:child_process";
import type { Server } from "node:http";
import { createServer, type Server as NetServer } from "node:net";
import { setImmediate as nextRound } from "node:timers/promises";
import { logger } from "@/lib/logger";

/** Connections that wait to be accepted. Whoever comes when there are more tries again after one second, or three. */
export const BACKLOG = 4_096;

/** How many connections are accepted in one round of the loop. */
const DOORS = 24;

/** What the helper does: it sends the handle that it is given back so many times, each time as one of its own. */
const SEND_BACK = "process.on('message', (n, handle) => { while (n--) process.send(0, handle); });";

/** So long those who come while the doors close are let in, if there always are more. */
const LAST_MS = 250;

/** In how many rounds of the loop nobody must have come. The first may be over before anybody is looked for. */
const QUIET_ROUNDS = 4;

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

/**
 * Accepts nothing more, at any door. Whoever has connected and is still waiting to be accepted when a socket closes is
 * reset, and a proxy may not ask another process then, for something may have been changed. So those who wait are let in
 * before, and are told that this process stops; whoever comes later is refused, which proxies pass on.
 * @returns when the last connection has ended
 */
export async function closeDoors(http: Server): Promise<void> {
  await letLastIn(http);
  const close = (door: NetServer) => new Promise<void>((resolve) => door.close(() => resolve()));
  await Promise.all([http, ...doors].map(close));
}

/** Waits until nobody has come for some rounds of the loop. */
async function letLastIn(http: Server): Promise<void> {
  let quiet = 0;
  const note = () => {
    quiet = -1;
  };
  http.on("connection", note);
  narrow(http);
  const deadline = performance.now() + LAST_MS;
  for (; quiet < QUIET_ROUNDS && performance.now() < deadline; quiet++) await nextRound();
  http.off("connection", note);
}

/** Lets one wait at a time. Others are not answered, try again after a second, and find the door closed. */
function narrow(http: Server): void {
  const { _handle: handle } = http as unknown as { _handle?: { listen(backlog: number): number } };
  handle?.listen(0);
}
