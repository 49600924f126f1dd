import { type SQL, sql } from "drizzle-orm";
import { rows } from "@/db/client";
import type { MemberRole, Receipt } from "@/lib/api-types";
import { assertStands } from "../access/assert-stands";
import { authorize, recordRefusal } from "../access/authorize";
import {
  deleteSessions,
  type EndedSession,
  listNames,
  toIds,
  toLoss,
} from "../access/end-sessions";
import { holdStill, SESSIONS_HELD } from "../access/hold-still";
import { mayChangeMember } from "../access/policy";
import type { Principal } from "../access/principal";
import { type GatesLost, revoke, type Transaction } from "../access/revoke";
import type { AuditDraft } from "../access/record";
import { forbidden, notFound } from "../errors";
import { findGuest } from "../guests/find-guest";
import { takeMembersTurn } from "./members-turn";

/** How many sessions were ended, and the receipt of the cut of their connections. */
export interface SignedOut {
  sessions: number;
  receipt: Receipt;
}

interface Somebody {
  type: "member" | "guest";
  id: string;
  userId: string;
  name: string;
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
      await assertStands(tx, principal);
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
    await assertStands(tx, principal);
    return endSessionsOf(tx, principal, target);
  });
}

/**
 * Ends the sessions of all members and guests of the workspace, except the session that asks for it.
 * @throws AppError FORBIDDEN (owners only), UNAVAILABLE
 */
export async function signOutEverybody(principal: Principal): Promise<SignedOut> {
  await authorize(principal, "workspace.signOut");
  const { id, name } = principal.workspace;
  return endAndCut(async (tx) => {
    await takeMembersTurn(tx, id);
    const everybody = sql`SELECT m.user_id FROM member m WHERE m.organization_id = ${id}
      UNION SELECT g.user_id FROM guest g WHERE g.workspace_id = ${id}`;
    const others = sql`s.user_id IN (${everybody}) AND s.id <> ${principal.sessionId}`;
    await holdSessions(tx, principal, others);
    await assertStands(tx, principal);
    const ended = await deleteSessions(tx, others);
    const workspaces = await listOtherWorkspaces(tx, id, ended);
    const events = workspaces.map((workspace) =>
      fromElsewhere(workspace.id, { type: "workspace", ...workspace }),
    );
    return toLoss(toIds(ended), [
      signedOut(principal, { type: "workspace", id, name }, ended),
      ...events,
    ]);
  });
}

async function endAndCut(end: (tx: Transaction) => Promise<GatesLost>): Promise<SignedOut> {
  let sessions = 0;
  const receipt = await revoke(async (tx) => {
    const loss = await end(tx);
    sessions = loss.rooms.length;
    return loss;
  });
  return { sessions, receipt };
}

async function holdSessions(tx: Transaction, principal: Principal, which: SQL): Promise<void> {
  const found = await rows<{ id: string }>(
    sql`SELECT s.id FROM session s WHERE ${which} ORDER BY s.updated_at DESC LIMIT ${SESSIONS_HELD}`,
    tx,
  );
  await holdStill(tx, principal, { sessions: found.map(({ id }) => id) });
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

async function endSessionsOf(
  tx: Transaction,
  principal: Principal,
  { type, id, name, userId }: Somebody,
): Promise<GatesLost> {
  const ended = await deleteSessions(tx, sql`s.user_id = ${userId}`);
  const known = ended.length > 0 ? await listNames(userId, tx) : [];
  const elsewhere = known
    .filter(({ workspaceId }) => workspaceId !== principal.workspace.id)
    .map(({ workspaceId, ...user }) => fromElsewhere(workspaceId, { type: "user", ...user }));
  return toLoss(toIds(ended), [signedOut(principal, { type, id, name }, ended), ...elsewhere]);
}

/** Lists the other workspaces of the people who were signed out: each of them records it once. */
async function listOtherWorkspaces(
  tx: Transaction,
  workspaceId: string,
  ended: EndedSession[],
): Promise<{ id: string; name: string }[]> {
  const userIds = JSON.stringify([...new Set(ended.map(({ userId }) => userId))]);
  return rows<{ id: string; name: string }>(
    sql`WITH out AS (SELECT jsonb_array_elements_text(${userIds}::jsonb) AS id)
      SELECT o.id, o.name FROM organization o WHERE o.id <> ${workspaceId} AND (
        EXISTS (SELECT 1 FROM member m JOIN out ON out.id = m.user_id WHERE m.organization_id = o.id)
        OR EXISTS (SELECT 1 FROM guest g JOIN out ON out.id = g.user_id WHERE g.workspace_id = o.id))
      ORDER BY o.id`,
    tx,
  );
}

function signedOut(
  { workspace, userId, name }: Principal,
  target: AuditDraft["target"],
  ended: EndedSession[],
): AuditDraft {
  return {
    workspaceId: workspace.id,
    actor: { id: userId, name },
    action: "session.revoked",
    target,
    data: { sessions: ended.length },
  };
}

/**
 * The audit event for another workspace, whose connections are cut too. It does not name the actor: that is not the
 * other workspace's business.
 */
function fromElsewhere(workspaceId: string, target: AuditDraft["target"]): AuditDraft {
  return { workspaceId, actor: null, action: "session.revoked", target, data: { elsewhere: true } };
}
