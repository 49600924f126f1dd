import { type SQL, sql } from "drizzle-orm";
import { rows } from "@/db/client";
import type { MemberRole, Receipt } from "@/lib/api-types";
import { assertHasAccess } from "../access/assert-has-access";
import { authorize, recordRefusal } from "../access/authorize";
import { lockExclusively, MAX_LOCKED_SESSIONS } from "../access/advisory-locks";
import { mayChangeMember } from "../access/policy";
import type { Principal } from "../access/principal";
import { type GatesLoss, revoke, type Transaction } from "../access/revoke";
import { forbidden, notFound } from "../errors";
import { findGuest } from "../guests/find-guest";
import { endSessionsOf, endSessionsOfAll, type Somebody } from "./end-sessions-of";
import { takeMembersTurn } from "./members-turn";

/** How many sessions were ended, and the receipt of the cut of their connections. */
export interface SignedOut {
  sessions: number;
  receipt: Receipt;
}

/**
 * Ends every session of a member. A session belongs to the person, so they are signed out of other workspaces too. They
 * can sign in again.
 * @throws AppError FORBIDDEN (only an owner signs out an owner), NOT_FOUND, UNAVAILABLE
 */
export async function signOutMember(principal: Principal, memberId: string): Promise<SignedOut> {
  await authorize(principal, "member.manage");
  const refused: Somebody[] = [];
  try {
    return await endAndCut(async (tx) => {
      await takeMembersTurn(tx, principal.workspace.id);
      await holdSessions(
        tx,
        principal,
        sql`s.user_id = (SELECT user_id FROM member WHERE id = ${memberId})`,
      );
      await assertHasAccess(tx, principal);
      const { role, ...target } = await findMember(tx, principal, memberId);
      if (mayChangeMember(principal, { from: role, to: role })) {
        return endSessionsOf(tx, principal, target);
      }
      refused.push(target);
      throw forbidden();
    });
  } catch (error) {
    for (const { id, name } of refused) {
      await recordRefusal(principal, "member.manage", { type: "member", id, name });
    }
    throw error;
  }
}

/**
 * Ends every session of a guest, and so signs them out of other workspaces too. Their access does not change, and they
 * can sign in again.
 * @throws AppError FORBIDDEN, NOT_FOUND, UNAVAILABLE
 */
export async function signOutGuest(principal: Principal, guestId: string): Promise<SignedOut> {
  const target = await findGuest(principal, guestId);
  await authorize(principal, "guest.manage", target);
  return endAndCut(async (tx) => {
    await takeMembersTurn(tx, principal.workspace.id);
    await holdSessions(tx, principal, sql`s.user_id = ${target.userId}`);
    await assertHasAccess(tx, principal);
    return endSessionsOf(tx, principal, target);
  });
}

/**
 * Ends the sessions of all members and guests of the workspace, except the session that asks for it.
 * @throws AppError FORBIDDEN (owners only), UNAVAILABLE
 */
export async function signOutEverybody(principal: Principal): Promise<SignedOut> {
  await authorize(principal, "workspace.signOut");
  const { id } = principal.workspace;
  return endAndCut(async (tx) => {
    await takeMembersTurn(tx, id);
    const everybody = sql`SELECT m.user_id FROM member m WHERE m.organization_id = ${id}
      UNION SELECT g.user_id FROM guest g WHERE g.workspace_id = ${id}`;
    const others = sql`s.user_id IN (${everybody}) AND s.id <> ${principal.sessionId}`;
    await holdSessions(tx, principal, others);
    await assertHasAccess(tx, principal);
    return endSessionsOfAll(tx, principal, others);
  });
}

async function endAndCut(end: (tx: Transaction) => Promise<GatesLoss>): Promise<SignedOut> {
  const { cut, receipt } = await revoke(end);
  return { sessions: cut.rooms.length, receipt };
}

async function holdSessions(tx: Transaction, principal: Principal, which: SQL): Promise<void> {
  const found = await rows<{ id: string }>(
    sql`SELECT s.id FROM session s WHERE ${which} ORDER BY s.updated_at DESC LIMIT ${MAX_LOCKED_SESSIONS}`,
    tx,
  );
  await lockExclusively(tx, principal, { sessions: found.map(({ id }) => id) });
}

/**
 * Takes a shared lock only. A message of the member that is being sent may hold their session and wait for this row.
 */
async function findMember(
  tx: Transaction,
  { workspace }: Principal,
  memberId: string,
): Promise<Somebody & { role: MemberRole }> {
  const [found] = await rows<{ userId: string; name: string; role: MemberRole }>(
    sql`SELECT m.user_id AS "userId", m.role, u.name FROM member m JOIN "user" u ON u.id = m.user_id
      WHERE m.id = ${memberId} AND m.organization_id = ${workspace.id} FOR SHARE OF m`,
    tx,
  );
  if (!found) throw notFound("Member");
  return { type: "member", id: memberId, ...found };
}
