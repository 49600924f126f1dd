import { sql } from "drizzle-orm";
import { among } from "@/db/among";
import type { Receipt } from "@/lib/api-types";
import { LOCKED_REASON } from "@/lib/lock-reasons";
import { noteAccessChange } from "../access/access-change";
import { lockExclusively } from "../access/advisory-locks";
import { assertHasAccess } from "../access/assert-has-access";
import { deleteRows } from "../access/guest-access";
import { removeChannelMembers } from "../access/memberships";
import { keepNamesOfRemoved } from "../access/names/kept-names";
import type { Principal } from "../access/principal";
import { revoke } from "../access/revoke";
import { withdrawInvitesBack } from "../access/withdraw-invites-back";
import { type ChosenGuests, describeChange, idsOf, stillThere, userIdsOf } from "./chosen-guests";
import { batchOf, type LockWish } from "./lock-guests";

/**
 * Cuts guests off and removes them from the workspace, all or none. Their messages stay. The invitations that could let
 * any of them back are withdrawn. Call `authorize` before.
 * @returns the ids of those who are removed, and one receipt for all of them
 * @throws AppError NOT_FOUND, UNAVAILABLE
 */
export async function removeGuests(
  principal: Principal,
  chosen: ChosenGuests,
  { reason, keepInvites }: LockWish,
): Promise<{ removed: string[]; receipt: Receipt }> {
  const { id: workspaceId } = principal.workspace;
  return revoke(async (tx) => {
    const guestIds = idsOf(chosen.targets);
    await lockExclusively(tx, principal, { principals: guestIds });
    await assertHasAccess(tx, principal);
    const rows = await deleteRows(tx, { guestIds, workspaceId });
    const there = stillThere(
      chosen,
      rows.map(({ id }) => id),
    );
    const lockReasons = new Map(rows.map((row) => [row.id, row.lockReason]));
    const reasonOf = (id: string) => reason ?? lockReasons.get(id) ?? LOCKED_REASON;
    const userIds = userIdsOf(there);
    await keepNamesOfRemoved(tx, workspaceId, rows);
    await noteAccessChange(tx, workspaceId, userIds);
    const withdrawn = await withdrawInvitesBack(tx, principal, there, keepInvites, batchOf(chosen));
    const memberships = await removeChannelMembers(
      tx,
      sql`c.workspace_id = ${workspaceId} AND cm.user_id IN ${among(userIds)}`,
    );
    const left = new Map<string, string[]>();
    for (const { userId, channelId } of memberships) {
      left.set(userId, [...(left.get(userId) ?? []), channelId]);
    }
    return {
      removed: idsOf(there),
      withdrawn,
      events: there.map((target) =>
        describeChange(principal, chosen, "guest.removed", target, {
          userId: target.userId,
          reason: reasonOf(target.id),
        }),
      ),
      cut: there.map(({ id }) => ({ guestId: id, reason: reasonOf(id) })),
      news: {
        workspaceId,
        sponsorIds: rows.flatMap(({ sponsorId }) => sponsorId ?? []),
        channelIds: [...new Set(memberships.map(({ channelId }) => channelId))],
        who: userIds.map((userId) => ({
          as: "person",
          userId,
          left: left.get(userId) ?? [],
        })),
      },
    };
  });
}
