import { sql } from "drizzle-orm";
import type { MemberRole, Receipt } from "@/lib/api-types";
import { authorize, recordRefusal } from "../access/authorize";
import { type Actor, personIn } from "../access/operator";
import { can, mayChangeMember } from "../access/policy";
import type { Principal } from "../access/principal";
import { type CarriedOut, type Loss, revoke, type Transaction } from "../access/revoke";
import { closeInvitesOf } from "../access/withdraw-invites-back";
import { forbidden } from "../errors";
import { publishSponsored } from "../guests/publish-sponsored";
import { describeLoss, endingSponsorship } from "./member-loss";
import { assertAnotherOwner, type MemberTarget, takeMember } from "./take-member";

/**
 * Changes a member's role. Their connections are cut and come back with the new role. If they may not invite any more,
 * their open invitations are withdrawn.
 * @throws AppError FORBIDDEN (only an owner changes owners), NOT_FOUND, CONFLICT (the last owner)
 */
export async function changeMemberRole(
  by: Actor,
  memberId: string,
  role: MemberRole,
): Promise<Receipt> {
  const { receipt } = await changeMember(by, memberId, role, async (tx, target) => {
    await tx.execute(sql`UPDATE member SET role = ${role} WHERE id = ${memberId}`);
    const mayInvite = can({ as: role }, "member.invite");
    const loss = describeLoss(by, target, "member.changed", { from: target.role, to: role });
    return { ...loss, withdrawn: mayInvite ? [] : await closeInvitesOf(tx, by, target) };
  });
  return receipt;
}

/**
 * Changes a member, or makes of them what is no member, with the checks that are the same for every such change.
 * @param to the new role; null if they are a member no longer
 * @param change makes the change in the transaction
 * @throws AppError as `changeMemberRole`
 */
export async function changeMember(
  by: Actor,
  memberId: string,
  to: MemberRole | null,
  change: (tx: Transaction, target: MemberTarget) => Promise<Loss>,
): Promise<CarriedOut> {
  await authorize(by, "member.manage");
  const refused: { person: Principal; target: MemberTarget }[] = [];
  const person = personIn(by);
  try {
    const carriedOut = await revoke(async (tx) => {
      const target = await takeMember(tx, by, memberId);
      if (person && !mayChangeMember(person, { from: target.role, to })) {
        refused.push({ person, target });
        throw forbidden();
      }
      if (to !== "owner") await assertAnotherOwner(tx, by, target);
      if (to === null) return endingSponsorship(tx, by, target, () => change(tx, target));
      return { ...(await change(tx, target)), told: null };
    });
    const { told } = carriedOut;
    if (told) await publishSponsored(by.workspace.id, told);
    return carriedOut;
  } catch (error) {
    for (const { person, target } of refused) {
      const { id, name } = target;
      await recordRefusal(person, "member.manage", { type: "member", id, name });
    }
    throw error;
  }
}
