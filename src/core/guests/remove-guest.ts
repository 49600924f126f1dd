import { sql } from "drizzle-orm";
import type { Receipt } from "@/lib/api-types";
import { LOCKED_REASON } from "@/lib/lock-reasons";
import { removeChannelMembers } from "../access/memberships";
import { assertHasAccess } from "../access/assert-has-access";
import { noteAccessChange } from "../access/access-change";
import { authorize } from "../access/authorize";
import { deleteRow } from "../access/guest-access";
import { lockExclusively } from "../access/advisory-locks";
import { keepNamesOfRemoved } from "../access/names/kept-names";
import type { Principal } from "../access/principal";
import { revoke } from "../access/revoke";
import { withdrawInvitesBack } from "../access/withdraw-invites-back";
import { notFound } from "../errors";
import { findGuest } from "./find-guest";

/**
 * Cuts a guest off and removes them from the workspace. Their messages stay. The invitations that could let them back
 * are withdrawn.
 * @param keepInvites does not withdraw the invitations
 * @throws AppError FORBIDDEN, NOT_FOUND, UNAVAILABLE
 */
export async function removeGuest(
  principal: Principal,
  guestId: string,
  { keepInvites }: { keepInvites?: boolean | undefined } = {},
): Promise<Receipt> {
  const target = await findGuest(principal, guestId);
  await authorize(principal, "guest.manage", target);
  const { receipt } = await revoke(async (tx) => {
    await lockExclusively(tx, principal, { principals: [guestId] });
    await assertHasAccess(tx, principal);
    const removed = await deleteRow(tx, { guestId, workspaceId: principal.workspace.id });
    if (!removed) throw notFound("Guest");
    await keepNamesOfRemoved(tx, { workspaceId: principal.workspace.id, userId: target.userId });
    await noteAccessChange(tx, principal.workspace.id, target.userId);
    const withdrawn = await withdrawInvitesBack(tx, principal, target, keepInvites);
    const memberships = await removeChannelMembers(
      tx,
      sql`c.workspace_id = ${principal.workspace.id} AND cm.user_id = ${target.userId}`,
    );
    const left = memberships.map((membership) => membership.channelId);
    return {
      withdrawn,
      events: [
        {
          workspaceId: principal.workspace.id,
          actor: { id: principal.userId, name: principal.name },
          action: "guest.removed",
          target,
          data: { userId: target.userId, reason: removed.lockReason ?? LOCKED_REASON },
        },
      ],
      cut: { guestId, reason: removed.lockReason ?? LOCKED_REASON },
      news: {
        workspaceId: principal.workspace.id,
        channelIds: left,
        who: { as: "person", userId: target.userId, left },
      },
    };
  });
  return receipt;
}
