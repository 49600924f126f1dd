import { sql } from "drizzle-orm";
import type { Receipt } from "@/lib/api-types";
import { LEFT_REASON } from "@/lib/lock-reasons";
import { noteAccessChange } from "../access/access-change";
import { lockExclusively } from "../access/advisory-locks";
import { assertHasAccess } from "../access/assert-has-access";
import { deleteRows } from "../access/guest-access";
import { removeChannelMembers } from "../access/memberships";
import { keepNamesOfRemoved } from "../access/names/kept-names";
import type { Principal } from "../access/principal";
import { revoke } from "../access/revoke";
import { closeInvitesOf } from "../access/withdraw-invites-back";
import { notFound } from "../errors";
import { leaveAsMember } from "./remove-member";

/**
 * Takes the principal out of the workspace at their own wish, and cuts their connections there. Their messages stay. It
 * is no judgement on them: they may be invited anew. Only what they came by, or were sent before, lets them in no more.
 * @throws AppError CONFLICT (the last owner), UNAVAILABLE
 */
export async function leaveWorkspace(principal: Principal): Promise<Receipt> {
  return principal.as === "guest" ? leaveAsGuest(principal) : leaveAsMember(principal);
}

async function leaveAsGuest(principal: Principal): Promise<Receipt> {
  const { id: guestId, userId, name, workspace } = principal;
  const workspaceId = workspace.id;
  const { receipt } = await revoke(async (tx) => {
    await lockExclusively(tx, principal, { principals: [guestId] });
    await assertHasAccess(tx, principal);
    const [row] = await deleteRows(tx, { guestIds: [guestId], workspaceId });
    if (!row) throw notFound("Workspace");
    await keepNamesOfRemoved(tx, workspaceId, [row]);
    await noteAccessChange(tx, workspaceId, userId);
    // They may have been an admin here once.
    const withdrawn = await closeInvitesOf(tx, principal, principal);
    const memberships = await removeChannelMembers(
      tx,
      sql`c.workspace_id = ${workspaceId} AND cm.user_id = ${userId}`,
    );
    const left = memberships.map(({ channelId }) => channelId);
    return {
      withdrawn,
      events: [
        {
          workspaceId,
          actor: { id: userId, name },
          action: "guest.left",
          target: { type: "guest", id: guestId, name },
          data: { userId },
        },
      ],
      cut: { guestId, reason: LEFT_REASON },
      news: {
        workspaceId,
        channelIds: left,
        sponsorIds: row.sponsorId === null ? [] : [row.sponsorId],
        who: { as: "person", userId, left },
      },
    };
  });
  return receipt;
}
