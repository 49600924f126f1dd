import { type SQL, sql } from "drizzle-orm";
import { rows } from "@/db/client";
import {
  deleteSessions,
  type EndedSession,
  listNames,
  toIds,
  toLoss,
} from "../access/end-sessions";
import type { Principal } from "../access/principal";
import type { AuditDraft } from "../access/record";
import type { GatesLoss, Transaction } from "../access/revoke";

/** Whose sessions end. */
export interface Somebody {
  type: "member" | "guest";
  id: string;
  userId: string;
  name: string;
}

/** Ends the sessions of a member or a guest, and says what goes on record of it. */
export async function endSessionsOf(
  tx: Transaction,
  principal: Principal,
  { type, id, name, userId }: Somebody,
): Promise<GatesLoss> {
  const ended = await deleteSessions(tx, sql`s.user_id = ${userId}`);
  const known = ended.length > 0 ? await listNames(userId, tx) : [];
  const elsewhere = known
    .filter(({ workspaceId }) => workspaceId !== principal.workspace.id)
    .map(({ workspaceId, ...user }) => fromElsewhere(workspaceId, { type: "user", ...user }));
  return toLoss(toIds(ended), [signedOut(principal, { type, id, name }, ended), ...elsewhere]);
}

/** Ends the sessions of many in the workspace, and says what goes on record of it. @param which condition on session `s` */
export async function endSessionsOfAll(
  tx: Transaction,
  principal: Principal,
  which: SQL,
): Promise<GatesLoss> {
  const { id, name } = principal.workspace;
  const ended = await deleteSessions(tx, which);
  const workspaces = await listOtherWorkspaces(tx, id, ended);
  const events = workspaces.map((workspace) =>
    fromElsewhere(workspace.id, { type: "workspace", ...workspace }),
  );
  return toLoss(toIds(ended), [
    signedOut(principal, { type: "workspace", id, name }, ended),
    ...events,
  ]);
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
