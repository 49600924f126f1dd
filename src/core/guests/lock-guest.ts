import type { Guest, Receipt } from "@/lib/api-types";
import { LOCKED_REASON } from "@/lib/lock-reasons";
import { admit } from "../access/admit";
import { assertHasAccess } from "../access/assert-has-access";
import { noteAccessChange } from "../access/access-change";
import { authorize } from "../access/authorize";
import { lockRow, unlockRow } from "../access/guest-access";
import { lockExclusively } from "../access/advisory-locks";
import { type Actor, actorOf, personIn } from "../access/operator";
import { recordEvent } from "../access/record";
import { revoke, type Transaction } from "../access/revoke";
import { withdrawInvitesBack } from "../access/withdraw-invites-back";
import { dropKeptNames } from "../access/names/drop-kept-names";
import { notFound } from "../errors";
import { removeFormerPicture } from "../pictures/remove-picture";
import { findGuest, type GuestTarget } from "./find-guest";

/**
 * Cuts a guest off: locks their access, notifies and disconnects every connection on every node, and withdraws the
 * invitations that could let them back. A second call keeps the first `lockedAt` and takes the new reason.
 * @param reason the reason that the guest gets, in the admin's words
 * @param keepInvites does not withdraw the invitations
 * @throws AppError FORBIDDEN, NOT_FOUND, UNAVAILABLE
 */
export async function lockGuest(
  by: Actor,
  guestId: string,
  { reason, keepInvites }: { reason?: string | undefined; keepInvites?: boolean | undefined } = {},
): Promise<{ guest: Guest; receipt: Receipt }> {
  const target = await findGuest(by, guestId);
  await authorize(by, "guest.manage", target);
  const { guest, receipt } = await revoke(async (tx) => {
    await lockExclusively(tx, personIn(by), { principals: [guestId] });
    await assertHasAccess(tx, by);
    const locked = await lockRow(
      tx,
      { guestId, workspaceId: by.workspace.id },
      { by: personIn(by)?.userId ?? null, reason: reason ?? null },
    );
    if (!locked) throw notFound("Guest");
    await noteAccessChange(tx, by.workspace.id, target.userId);
    return {
      withdrawn: await withdrawInvitesBack(tx, by, target, keepInvites),
      events: [
        {
          workspaceId: by.workspace.id,
          actor: actorOf(by),
          action: "guest.locked",
          target,
          data: { reason: locked.lockReason ?? LOCKED_REASON },
        },
      ],
      cut: { guestId, reason: locked.lockReason ?? LOCKED_REASON },
      at: new Date(locked.lockedAt),
      news: { workspaceId: by.workspace.id, who: { as: "guest", guestId } },
    };
  });
  if (!guest) throw notFound("Guest");
  return { guest, receipt };
}

/**
 * Gives a locked guest access again. It does nothing for a guest who is not locked.
 * @throws AppError FORBIDDEN, NOT_FOUND
 */
export async function unlockGuest(by: Actor, guestId: string): Promise<Guest> {
  const target = await findGuest(by, guestId);
  await authorize(by, "guest.manage", target);
  const { guest, picture } = await admit(async (tx) => {
    await assertHasAccess(tx, by);
    const isFree = await unlockRow(tx, { guestId, workspaceId: by.workspace.id });
    return {
      picture: isFree ? await noteUnlocked(tx, by, target) : null,
      events: [],
      news: { workspaceId: by.workspace.id, who: { as: "guest", guestId } },
    };
  });
  await removeFormerPicture(picture);
  if (!guest) throw notFound("Guest");
  return guest;
}

/** @returns the picture that was kept of them, for `removeFormerPicture` */
async function noteUnlocked(
  tx: Transaction,
  by: Actor,
  target: GuestTarget,
): Promise<string | null> {
  const { id: workspaceId } = by.workspace;
  // Not among the `events` of the change, which go on record last: it must come before the renaming that
  // `dropKeptNames` records, because that new name is shown only since the lock is off.
  const actor = actorOf(by);
  await recordEvent({ workspaceId, actor, action: "guest.unlocked", target }, tx);
  await noteAccessChange(tx, workspaceId, target.userId);
  return dropKeptNames(tx, { workspaceId, userId: target.userId });
}
