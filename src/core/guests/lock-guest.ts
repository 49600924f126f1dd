import { db } from "@/db/client";
import type { Guest, Receipt } from "@/lib/api-types";
import { LOCKED_REASON } from "@/lib/lock-reasons";
import { assertStands } from "../access/assert-stands";
import { noteAccessChange } from "../access/access-change";
import { authorize } from "../access/authorize";
import { lockRow, unlockRow } from "../access/guest-access";
import { holdStill } from "../access/hold-still";
import { type Actor, actorOf, personIn } from "../access/operator";
import { revoke } from "../access/revoke";
import { closeWaysBack } from "../access/ways-back";
import { dropKeptNames } from "../access/names/drop-kept-names";
import { recordEvent } from "../access/record";
import { notFound } from "../errors";
import { removeFormerPicture } from "../pictures/remove-picture";
import { findGuest } from "./find-guest";
import { publishGuestAccess } from "./guest-row";
import { publishInvites } from "./publish-invites";

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
  let withdrawn: string[] = [];
  const receipt = await revoke(async (tx) => {
    await holdStill(tx, personIn(by), { principals: [guestId] });
    await assertStands(tx, by);
    const locked = await lockRow(
      tx,
      { guestId, workspaceId: by.workspace.id },
      { by: personIn(by)?.userId ?? null, reason: reason ?? null },
    );
    if (!locked) throw notFound("Guest");
    await noteAccessChange(tx, by.workspace.id, target.userId);
    withdrawn = await closeWaysBack(tx, by, target, keepInvites);
    return {
      invites: withdrawn.length,
      events: [
        {
          workspaceId: by.workspace.id,
          actor: actorOf(by),
          action: "guest.locked",
          target,
          data: { reason: locked.lockReason ?? LOCKED_REASON },
        },
      ],
      guestId,
      reason: locked.lockReason ?? LOCKED_REASON,
      at: new Date(locked.lockedAt),
    };
  });
  await publishInvites(by.workspace.id, withdrawn);
  const guest = await publishGuestAccess(guestId);
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
  const picture = await db().transaction(async (tx) => {
    await assertStands(tx, by);
    if (!(await unlockRow(tx, { guestId, workspaceId: by.workspace.id }))) return null;
    await noteAccessChange(tx, by.workspace.id, target.userId);
    await recordEvent(
      {
        workspaceId: by.workspace.id,
        actor: actorOf(by),
        action: "guest.unlocked",
        target,
      },
      tx,
    );
    return dropKeptNames(tx, { workspaceId: by.workspace.id, userId: target.userId });
  });
  await removeFormerPicture(picture);
  const guest = await publishGuestAccess(guestId);
  if (!guest) throw notFound("Guest");
  return guest;
}
