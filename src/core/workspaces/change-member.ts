import { sql } from "drizzle-orm";
import { rows, rowsOf } from "@/db/client";
import type { RowOf } from "@/db/columns";
import type { MemberRole, Receipt } from "@/lib/api-types";
import { gateRoom } from "@/lib/rooms";
import { removeChannelMembers } from "../access/memberships";
import { noteAccessChange } from "../access/access-change";
import { assertHasAccess } from "../access/assert-has-access";
import { authorize, recordRefusal } from "../access/authorize";
import { lockExclusively } from "../access/advisory-locks";
import { keepNamesOfRemoved } from "../access/names/kept-names";
import { can, mayChangeMember } from "../access/policy";
import { type Actor, actorOf, personIn } from "../access/operator";
import type { Principal } from "../access/principal";
import {
  type CarriedOut,
  type GatesLoss,
  type Loss,
  revoke,
  type Transaction,
} from "../access/revoke";
import { closeInvitesOf, withdrawInvitesBack } from "../access/withdraw-invites-back";
import { dropUnsharedDirects, listConcerned } from "../access/drop-unshared-directs";
import { conflict, forbidden, notFound } from "../errors";
import { type EndedSponsorship, endSponsorship, listSponsored } from "../guests/end-sponsorship";
import { publishSponsored } from "../guests/publish-sponsored";
import { takeMembersTurn } from "./members-turn";

/** Columns of member `m`, who is `u`. */
const targetColumns = {
  id: sql<string>`m.id`,
  userId: sql<string>`m.user_id`,
  role: sql<MemberRole>`m.role`,
  name: sql<string>`u.name`,
};

export type MemberTarget = RowOf<typeof targetColumns>;

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
 * Removes a member from the workspace and its channels, and cuts their connections everywhere. The invitations that
 * could let them or others back are withdrawn. Their messages stay.
 * @throws AppError as `changeMemberRole`
 */
export async function removeMember(principal: Principal, memberId: string): Promise<Receipt> {
  const { receipt } = await changeMember(principal, memberId, null, async (tx, target) =>
    takeOut(tx, principal, target, "member.removed"),
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
    return leaving(tx, principal, target, () => takeOut(tx, principal, target, "member.left"));
  });
  await publishSponsored(principal.workspace.id, told);
  return receipt;
}

async function takeOut(
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

/** Adds to the change by which somebody is a member no longer what it means for the guests for whom they answered. */
async function leaving(
  tx: Transaction,
  by: Actor,
  target: MemberTarget,
  change: () => Promise<Loss>,
): Promise<Loss & Pick<EndedSponsorship, "told">> {
  const { told, ...ended } = await endSponsorship(tx, by, target);
  const loss = await change();
  return {
    ...loss,
    told,
    events: [...loss.events, ...ended.events],
    withdrawn: [...(loss.withdrawn ?? []), ...(ended.withdrawn ?? [])],
    cut: [loss.cut, ended.cut].flat(),
  };
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
      if (to === null) return leaving(tx, by, target, () => change(tx, target));
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

async function takeMember(tx: Transaction, by: Actor, memberId: string): Promise<MemberTarget> {
  const { workspace } = by;
  await takeMembersTurn(tx, workspace.id);
  const user = sql`(SELECT user_id FROM member WHERE id = ${memberId})`;
  const concerned = await listConcerned(tx, by, user);
  const guests = await listSponsored(tx, by, user);
  await lockExclusively(tx, personIn(by), { principals: [...concerned, ...guests] });
  await assertHasAccess(tx, by);
  const [target] = await rowsOf(
    targetColumns,
    (list) => sql`SELECT ${list} FROM member m JOIN "user" u ON u.id = m.user_id
      WHERE m.id = ${memberId} AND m.organization_id = ${workspace.id} FOR UPDATE OF m`,
    tx,
  );
  if (!target) throw notFound("Member");
  return target;
}

/**
 * Checks that the workspace keeps an owner. Owners cannot change meanwhile: that would need the turn that this
 * transaction holds.
 */
async function assertAnotherOwner(tx: Transaction, by: Actor, target: MemberTarget): Promise<void> {
  if (target.role !== "owner") return;
  const owners = await rows(
    sql`SELECT id FROM member WHERE organization_id = ${by.workspace.id} AND role = 'owner'`,
    tx,
  );
  if (owners.length < 2)
    throw conflict("A workspace needs an owner. Make somebody else owner first.");
}

type MemberLoss = "member.changed" | "member.removed" | "member.left" | "member.demoted";

const isStillHere = (action: MemberLoss) =>
  action === "member.changed" || action === "member.demoted";

export function describeLoss(
  by: Actor,
  target: MemberTarget,
  action: MemberLoss,
  data: Record<string, unknown>,
): GatesLoss {
  return {
    events: [
      {
        workspaceId: by.workspace.id,
        actor: actorOf(by),
        action,
        target: { type: "member", id: target.id, name: target.name },
        data,
      },
    ],
    cut: {
      rooms: [gateRoom("member", target.id)],
      notice: {
        event: "access:changed",
        code: isStillHere(action) ? "FORBIDDEN" : "NOT_FOUND",
      },
    },
    news: { workspaceId: by.workspace.id, who: { as: "person", userId: target.userId } },
  };
}
