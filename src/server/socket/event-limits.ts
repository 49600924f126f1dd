import { AppError } from "@/core/errors";
import { countAgainst } from "@/core/limits";
import type { GatehouseSocket } from "./io";
import { outboundOf } from "./outbound";
import { endFlood } from "./reading-pace";

/** What an event costs of the limit of events. An invalid event costs as much as several valid ones. */
const COST = 1;
const SENSELESS_COST = 5;

/** A connection that was refused so often within this time ignores its refusals. */
const MAX_REFUSED = 600;
const WITHIN_MS = 10_000;

/**
 * Counts an event against its limit.
 * @throws AppError RATE_LIMITED
 */
export async function countEvent(socket: GatehouseSocket, event: string): Promise<void> {
  const { userId } = socket.data.principal;
  await closeIfIgnored(socket, () =>
    countAgainst(event === "message:send" ? "send" : "event", userId, COST),
  );
}

/** Counts an unknown or invalid event on top. @throws AppError RATE_LIMITED */
export async function countSenseless(socket: GatehouseSocket): Promise<void> {
  const { userId } = socket.data.principal;
  await closeIfIgnored(socket, () => countAgainst("event", userId, SENSELESS_COST));
}

const refusals = new WeakMap<GatehouseSocket, { count: number; since: number }>();

async function closeIfIgnored(socket: GatehouseSocket, count: () => Promise<void>): Promise<void> {
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
  const outbound = outboundOf(socket.conn);
  if (outbound) endFlood(outbound);
}
