import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import type { Receipt } from "@/lib/api-types";
import { LOCKED_REASON } from "@/lib/notices";
import { gateRoom } from "@/lib/rooms";
import { assertStands } from "../access/assert-stands";
import { authorize } from "../access/authorize";
import { keepNamesOfRemoved } from "../access/kept-names";
import type { Principal } from "../access/principal";
import { revoke } from "../access/revoke";
import { publishChannels } from "../channels/publish-channels";
import { notFound } from "../errors";
import { publishPerson } from "../workspaces/publish-person";
import { findGuest } from "./find-guest";

/**
 * Cuts a guest off and removes them from the workspace; their messages stay.
 * @throws AppError FORBIDDEN, NOT_FOUND, UNAVAILABLE
 */
export async function removeGuest(principal: Principal, guestId: string): Promise<Receipt> {
  const target = await findGuest(principal, guestId);
  await authorize(principal, "guest.manage", target);
  let left: string[] = [];
  const receipt = await revoke(async (tx) => {
    await assertStands(tx, principal);
    const [removed] = await rows<{ lockReason: string | null }>(
      sql`DELETE FROM guest WHERE id = ${guestId} AND workspace_id = ${principal.workspace.id}
        RETURNING lock_reason AS "lockReason"`,
      tx,
    );
    if (!removed) throw notFound("Guest");
    await keepNamesOfRemoved(tx, { workspaceId: principal.workspace.id, userId: target.userId });
    const seats = await rows<{ id: string }>(
      sql`DELETE FROM channel_member cm USING channel c
        WHERE c.id = cm.channel_id AND c.workspace_id = ${principal.workspace.id}
          AND cm.user_id = ${target.userId} RETURNING c.id`,
      tx,
    );
    left = seats.map((seat) => seat.id);
    return {
      events: [
        {
          workspaceId: principal.workspace.id,
          actor: { id: principal.userId, name: principal.name },
          action: "guest.removed",
          target,
          data: { userId: target.userId, reason: removed.lockReason ?? LOCKED_REASON },
        },
      ],
      rooms: [gateRoom("guest", guestId)],
      notice: { event: "guest:locked", reason: removed.lockReason ?? LOCKED_REASON },
      at: new Date(),
    };
  });
  await publishChannels(left);
  await publishPerson({ workspaceId: principal.workspace.id, userId: target.userId }, left);
  return receipt;
}
