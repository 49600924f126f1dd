import { sql } from "drizzle-orm";
import type { Receipt } from "@/lib/api-types";
import { noteAccessChange } from "../access/access-change";
import { dropUnsharedDirects } from "../access/drop-unshared-directs";
import { removeChannelMembers } from "../access/memberships";
import { keepNamesOfRemoved } from "../access/names/kept-names";
import type { Principal } from "../access/principal";
import { type GatesLoss, revoke, type Transaction } from "../access/revoke";
import { closeInvitesOf, withdrawInvitesBack } from "../access/withdraw-invites-back";
import { publishSponsored } from "../guests/publish-sponsored";
import { changeMember } from "./change-member";
import { describeLoss, endingSponsorship } from "./member-loss";
import { assertAnotherOwner, type MemberTarget, takeMember } from "./take-member";

/**
 * Removes a member from the workspace and its channels, and cuts their connections everywhere. The invitations that
 * could let them or others back are withdrawn. Their messages stay.
 * @throws AppError as `changeMemberRole`
 */
export async function removeMember(principal: Principal, memberId: string): Promise<Receipt> {
  const { receipt } = await changeMember(principal, memberId, null, async (tx, target) =>
    removeTarget(tx, principal, target, "member.removed"),
  );
  return receipt;
}

/**
 * Takes the principal, a member, out of the workspace at their own wish, with the same cut. It is no judgement on them:
 * they may be invited anew, and of the open invitations only those that they made are withdrawn.
 * @throws AppError CONFLICT (the last owner), UNAVAILABLE
 */
export async function leaveAsMember(principal: Principal): Promise<Receipt> {
  const { receipt, told } = await revoke(async (tx) => {
    const target = await takeMember(tx, principal, principal.id);
    await assertAnotherOwner(tx, principal, target);
    return endingSponsorship(tx, principal, target, () =>
      removeTarget(tx, principal, target, "member.left"),
    );
  });
  await publishSponsored(principal.workspace.id, told);
  return receipt;
}

async function removeTarget(
  tx: Transaction,
  principal: Principal,
  target: MemberTarget,
  action: "member.removed" | "member.left",
): Promise<GatesLoss> {
  const { id: workspaceId } = principal.workspace;
  const { userId } = target;
  await tx.execute(sql`DELETE FROM member WHERE id = ${target.id}`);
  await keepNamesOfRemoved(tx, workspaceId, [{ userId }]);
  await noteAccessChange(tx, workspaceId, userId);
  const withdraw = action === "member.left" ? closeInvitesOf : withdrawInvitesBack;
  const withdrawn = await withdraw(tx, principal, target);
  const memberships = await removeChannelMembers(
    tx,
    sql`c.workspace_id = ${workspaceId} AND cm.user_id = ${userId}`,
  );
  const directs = await dropUnsharedDirects(tx, principal);
  const left = [...memberships.map((one) => one.channelId), ...directs.channelIds];
  const loss = describeLoss(principal, target, action, { role: target.role, userId });
  return {
    ...loss,
    withdrawn,
    events: [...loss.events, ...directs.events],
    cut: { ...loss.cut, rooms: [...loss.cut.rooms, ...directs.rooms] },
    news: { workspaceId, channelIds: left, who: { as: "person", userId, left } },
  };
}
