import type { Guest, Receipt } from "@/lib/api-types";
import { authorize } from "../access/authorize";
import type { Actor } from "../access/operator";
import { notFound } from "../errors";
import { onlyGuest } from "./chosen-guests";
import { findGuest } from "./find-guest";
import { lockGuests, type LockWish } from "./lock-guests";
import { restoreGuests } from "./restore-guests";

/**
 * Cuts a guest off, as `lockGuests` does. A second call keeps the first `lockedAt` and takes the new reason.
 * @throws AppError FORBIDDEN, NOT_FOUND, UNAVAILABLE
 */
export async function lockGuest(
  by: Actor,
  guestId: string,
  wish: LockWish = {},
): Promise<{ guest: Guest; receipt: Receipt }> {
  const target = await findGuest(by, guestId);
  await authorize(by, "guest.manage", target);
  const { guests, receipt } = await lockGuests(by, onlyGuest(target), wish);
  return { guest: only(guests), receipt };
}

/**
 * Gives a locked guest access again. It does nothing for a guest who is not locked.
 * @throws AppError FORBIDDEN, NOT_FOUND
 */
export async function unlockGuest(by: Actor, guestId: string): Promise<Guest> {
  const target = await findGuest(by, guestId);
  await authorize(by, "guest.manage", target);
  const { guests } = await restoreGuests(by, onlyGuest(target));
  return only(guests);
}

/** Somebody else may have removed the guest meanwhile. */
function only([guest]: Guest[]): Guest {
  if (!guest) throw notFound("Guest");
  return guest;
}
