import type { z } from "zod";
import { v7 as uuidv7 } from "uuid";
import type { Guest, GuestPreview, Receipt } from "@/lib/api-types";
import type { bulkGuestsInput } from "@/lib/inputs/guest-list";
import { authorize } from "../access/authorize";
import type { Principal } from "../access/principal";
import { readWaysBack } from "../access/withdraw-invites-back";
import { realtime } from "../realtime";
import { type ChosenGuests, idsOf } from "./chosen-guests";
import { extendGuests } from "./extend-guests";
import { readGuestsById } from "./guest-row";
import { lockGuests } from "./lock-guests";
import { type MatchedGuest, matchGuests } from "./match-guests";
import { removeGuests } from "./remove-guests";
import { restoreGuests } from "./restore-guests";

export type BulkWish = Omit<z.infer<typeof bulkGuestsInput>, "workspace" | "preview">;

/** What was done with many guests at once. */
export interface BulkChange {
  /** Those concerned, as they are now; after a removal, as they were. */
  guests: Guest[];
  receipt: Receipt;
}

/**
 * Revokes, restores, extends or removes many guests at once: one commit for all or none, one receipt for all of them,
 * and an event for each with the same `data.batch`. If nobody matches, nothing happens, and the answer has no guests.
 * Somebody who becomes a guest while it runs is not among them.
 * @throws AppError FORBIDDEN, NOT_FOUND (an unknown id, and nothing has happened), VALIDATION (too many, or a time that
 *   has passed), UNAVAILABLE
 */
export async function changeGuestsAtOnce(
  principal: Principal,
  { action, match, ...wish }: BulkWish,
): Promise<BulkChange> {
  await authorize(principal, "guest.manage");
  const targets = await matchGuests(principal, action, match);
  const chosen = { targets, named: match.ids !== undefined, batch: uuidv7() };
  switch (action) {
    case "revoke":
      return inOrder(targets, await lockGuests(principal, chosen, wish));
    case "restore":
      return inOrder(targets, await restoreGuests(principal, chosen));
    case "extend":
      return inOrder(targets, await extendGuests(principal, chosen, wish.expiresAt ?? null));
    case "remove":
      return remove(principal, chosen, wish);
  }
}

function inOrder(targets: MatchedGuest[], { guests, receipt }: BulkChange): BulkChange {
  const byId = new Map(guests.map((guest) => [guest.id, guest]));
  const found = targets.map(({ id }) => byId.get(id));
  return { guests: found.filter((guest) => guest !== undefined), receipt };
}

async function remove(
  principal: Principal,
  chosen: ChosenGuests & { targets: MatchedGuest[] },
  wish: Pick<BulkWish, "reason" | "keepInvites">,
): Promise<BulkChange> {
  const before = await readGuestsById(idsOf(chosen.targets));
  const { removed, receipt } = await removeGuests(principal, chosen, wish);
  const gone = new Set(removed);
  const guests = before
    .filter(({ id }) => gone.has(id))
    .map((guest) => ({ ...guest, connections: 0, devices: 0 }));
  return inOrder(chosen.targets, { guests, receipt });
}

/**
 * Who would be concerned by `changeGuestsAtOnce`, and which open invitations would be withdrawn. It changes nothing.
 * @throws AppError FORBIDDEN, NOT_FOUND, VALIDATION
 */
export async function previewGuestsAtOnce(
  principal: Principal,
  { action, match, keepInvites }: BulkWish,
): Promise<GuestPreview> {
  await authorize(principal, "guest.manage");
  const matched = await matchGuests(principal, action, match);
  const live = await realtime().countConnections(idsOf(matched));
  const isLoss = action === "revoke" || action === "remove";
  return {
    guests: matched.map(({ id, name, email, status }) => ({
      id,
      name,
      email,
      status,
      connections: live.get(id)?.connections ?? 0,
    })),
    invites:
      isLoss && !keepInvites && matched.length > 0 ? await readWaysBack(principal, matched) : [],
  };
}
