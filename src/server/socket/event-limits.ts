import { AppError } from "@/core/errors";
import { countAgainst } from "@/core/limits";
import { logger } from "@/lib/logger";
import type { GatehouseSocket } from "./io";

/** What an event costs, of the limit of events. One that makes no sense costs as much as many that do. */
const COST = 1;
const SENSELESS_COST = 5;

/** A connection that was refused so often within such a time does not listen. */
const MAX_REFUSED = 600;
const WITHIN_MS = 10_000;

/**
 * Counts an event against its limit.
 * @throws AppError RATE_LIMITED
 */
export async function countEvent(socket: GatehouseSocket, event: string): Promise<void> {
  const { userId } = socket.data.principal;
  await closeIfDeaf(socket, () =>
    countAgainst(event === "message:send" ? "send" : "event", userId, COST),
  );
}

/** Counts an event that there is not, or that is not as it should be, on top. @throws AppError RATE_LIMITED */
export async function countSenseless(socket: GatehouseSocket): Promise<void> {
  const { userId } = socket.data.principal;
  await closeIfDeaf(socket, () => countAgainst("event", userId, SENSELESS_COST));
}

const refusals = new WeakMap<GatehouseSocket, { count: number; since: number }>();

async function closeIfDeaf(socket: GatehouseSocket, count: () => Promise<void>): Promise<void> {
  try {
    await count();
  } catch (error) {
    if (error instanceof AppError && error.code === "RATE_LIMITED") noteRefusal(socket);
    throw error;
  }
}

function noteRefusal(socket: GatehouseSocket): void {
  const now = performance.now();
  let known = refusals.get(socket);
  if (!known || now - known.since > WITHIN_MS) known = { count: 0, since: now };
  refusals.set(socket, known);
  if (++known.count !== MAX_REFUSED) return;
  const { userId } = socket.data.principal;
  logger().info({ userId }, "a connection that goes far beyond its limits is closed");
  socket.conn.close(true);
}
