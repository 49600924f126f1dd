import { sql } from "drizzle-orm";
import { db, rows } from "@/db/client";
import type { Guest, Receipt } from "@/lib/api-types";
import { LOCKED_REASON } from "@/lib/notices";
import { gateRoom } from "@/lib/rooms";
import { assertStands } from "../access/assert-stands";
import { authorize } from "../access/authorize";
import type { Principal } from "../access/principal";
import { revoke } from "../access/revoke";
import { dropKeptNames } from "../account/drop-kept-names";
import { recordEvent } from "../audit/record-event";
import { notFound } from "../errors";
import { removeFormerPicture } from "../pictures/remove-picture";
import { findGuest } from "./find-guest";
import { publishGuestAccess } from "./guest-row";

/**
 * Cuts a guest off: locks, tells and disconnects every connection on every node. Repeating it keeps the
 * first `lockedAt` and takes a new reason.
 * @param reason what the guest is told, in the admin's words
 * @throws AppError FORBIDDEN, NOT_FOUND, UNAVAILABLE
 */
export async function lockGuest(
  principal: Principal,
  guestId: string,
  reason?: string,
): Promise<{ guest: Guest; receipt: Receipt }> {
  const target = await findGuest(principal, guestId);
  await authorize(principal, "guest.manage", target);
  const receipt = await revoke(async (tx) => {
    await assertStands(tx, principal);
    const [locked] = await rows<{ lockedAt: string; lockReason: string | null }>(
      sql`UPDATE guest SET locked_at = coalesce(locked_at, clock_timestamp()),
          locked_by = ${principal.userId}, lock_reason = coalesce(${reason ?? null}, lock_reason)
        WHERE id = ${guestId} AND workspace_id = ${principal.workspace.id}
        RETURNING locked_at AS "lockedAt", lock_reason AS "lockReason"`,
      tx,
    );
    if (!locked) throw notFound("Guest");
    return {
      events: [
        {
          workspaceId: principal.workspace.id,
          actor: { id: principal.userId, name: principal.name },
          action: "guest.locked",
          target,
          data: { reason: locked.lockReason ?? LOCKED_REASON },
        },
      ],
      rooms: [gateRoom("guest", guestId)],
      notice: { event: "guest:locked", reason: locked.lockReason ?? LOCKED_REASON },
      at: new Date(locked.lockedAt),
    };
  });
  const guest = await publishGuestAccess(guestId);
  if (!guest) throw notFound("Guest");
  return { guest, receipt };
}

/**
 * Lets a locked guest come back. Harmless for a guest who is not locked.
 * @throws AppError FORBIDDEN, NOT_FOUND
 */
export async function unlockGuest(principal: Principal, guestId: string): Promise<Guest> {
  const target = await findGuest(principal, guestId);
  await authorize(principal, "guest.manage", target);
  const picture = await db().transaction(async (tx) => {
    await assertStands(tx, principal);
    const unlocked = await rows(
      sql`UPDATE guest SET locked_at = NULL, locked_by = NULL, lock_reason = NULL
        WHERE id = ${guestId} AND workspace_id = ${principal.workspace.id} AND locked_at IS NOT NULL
        RETURNING id`,
      tx,
    );
    if (unlocked.length === 0) return null;
    await recordEvent(
      {
        workspaceId: principal.workspace.id,
        actor: { id: principal.userId, name: principal.name },
        action: "guest.unlocked",
        target,
      },
      tx,
    );
    return dropKeptNames(tx, { workspaceId: principal.workspace.id, userId: target.userId });
  });
  await removeFormerPicture(picture);
  const guest = await publishGuestAccess(guestId);
  if (!guest) throw notFound("Guest");
  return guest;
}
