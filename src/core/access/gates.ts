import { GUESTS_ROOM, gateRoom, sessionRoom } from "@/lib/rooms";
import { type AppError, unavailable } from "../errors";
import { leaseIsFresh } from "./lease";
import type { Principal } from "./principal";

/** Somebody on one device, with the ids that their gate rooms are named by. */
export type Gated = Pick<Principal, "id" | "as" | "sessionId">;

/**
 * The gate rooms of somebody on one device. A cut is aimed at one of them. It reaches everything under way for them:
 * connections, answers and pushes.
 */
export function gatesOf({ id, as, sessionId }: Gated): string[] {
  const own = [gateRoom(as, id), sessionRoom(sessionId)];
  return as === "guest" ? [...own, GUESTS_ROOM] : own;
}

/**
 * Checks that this node may serve somebody: a guest only while it has confirmed the access of its guests.
 * @throws AppError UNAVAILABLE
 */
export function assertServed({ as }: Pick<Principal, "as">): void {
  const refusal = as === "guest" ? leaseLapsed() : null;
  if (refusal) throw refusal;
}

/** The refusal for a guest while this node has not confirmed the access of its guests; null while it has. */
export function leaseLapsed(): AppError | null {
  if (leaseIsFresh()) return null;
  return unavailable("Your access cannot be confirmed right now. Try again in a moment.");
}
