import { type SQL, sql } from "drizzle-orm";
import { among } from "@/db/among";
import { rowsOf } from "@/db/client";
import type { RowOf } from "@/db/columns";
import type { WayBack } from "@/lib/api-types";
import { LINK_INVITATION } from "@/lib/audit-kinds";
import { inviteColumns, inviteTermColumns, toInvite } from "./admission/invite-row";
import { inviteWorks } from "./admission/invite-works";
import { type Actor, actorOf } from "./operator";
import type { Principal } from "./principal";
import { type AuditDraft, recordEvent, recordEvents } from "./record";
import type { Transaction } from "./revoke";

/** Whose access ends: the id of their `guest` or `member` row for the record, and who they are. */
export interface Leaver {
  id: string;
  name: string;
  userId: string;
}

/** Columns of invitation `i`, for the record of its withdrawal. */
export const withdrawnColumns = {
  id: sql<string>`i.id`,
  role: sql<WayBack["role"]>`i.role`,
  email: sql<string | null>`i.email`,
};

export type WithdrawnInvite = RowOf<typeof withdrawnColumns>;

/**
 * Why an invitation `i` could let people back, as conditions on it.
 * @param userIds their ids, as one value or as rows
 */
function reasons(userIds: SQL): Record<WayBack["why"][number], SQL> {
  return {
    came: sql`i.id IN (SELECT x.invite_id FROM invite_use x WHERE x.user_id IN ${userIds})`,
    address: sql`i.email IN (SELECT lower(p.email) FROM "user" p WHERE p.id IN ${userIds})`,
    made: sql`i.created_by IN ${userIds}`,
  };
}

const anyOf = ({ came, address, made }: ReturnType<typeof reasons>) =>
  sql`(${came} OR ${address} OR ${made})`;

const idsOf = (leavers: Pick<Leaver, "userId">[]) => among(leavers.map(({ userId }) => userId));

/**
 * Withdraws each open invitation that could let somebody, or any of many, back in, in the transaction in which their
 * access ends or is narrowed. Each goes on record, with the person whom it could have let back. Otherwise they could
 * come back under another address, by the uses left of their link. Call it before their memberships are changed:
 * invitations are locked before memberships.
 * @param keep the admin who ends the access wants the invitations kept
 * @param data what else goes on record
 * @returns the ids of those that were withdrawn, to be published after the commit
 */
export async function withdrawInvitesBack(
  tx: Transaction,
  principal: Actor,
  leavers: Leaver | Leaver[],
  keep = false,
  data: Record<string, unknown> = {},
): Promise<string[]> {
  const all = [leavers].flat();
  if (keep || all.length === 0) return [];
  return withdraw(tx, principal, all, anyOf(reasons(idsOf(all))), data);
}

/**
 * As `withdrawInvitesBack`, only for what they made: somebody who may no longer invite lets nobody in by a kept link.
 */
export async function closeInvitesOf(
  tx: Transaction,
  principal: Actor,
  maker: Leaver,
): Promise<string[]> {
  return withdraw(tx, principal, [maker], reasons(idsOf([maker])).made);
}

async function withdraw(
  tx: Transaction,
  principal: Actor,
  leavers: Leaver[],
  which: SQL,
  data: Record<string, unknown> = {},
): Promise<string[]> {
  const withdrawn = await rowsOf(
    {
      ...withdrawnColumns,
      invitedBy: sql<string>`u.name`,
      endedWith: sql<string>`(SELECT l.user_id FROM ${idsOf(leavers)} l (user_id)
        WHERE ${anyOf(reasons(sql`(l.user_id)`))} LIMIT 1)`,
    },
    (list) => sql`WITH open AS MATERIALIZED (
        SELECT i.id FROM invite i
        WHERE i.workspace_id = ${principal.workspace.id} AND ${which} AND ${inviteWorks}
        ORDER BY i.id FOR UPDATE)
      UPDATE invite i SET withdrawn_at = clock_timestamp() FROM open, "user" u
      WHERE i.id = open.id AND u.id = i.created_by
      RETURNING ${list}`,
    tx,
  );
  const named = new Map(leavers.map(({ userId, id, name }) => [userId, { id, name }]));
  await recordEvents(
    withdrawn.map(({ invitedBy, endedWith, ...invite }) =>
      describeWithdrawal(principal, invite, {
        invitedBy,
        endedWith: named.get(endedWith),
        ...data,
      }),
    ),
    tx,
  );
  return withdrawn.map((invite) => invite.id);
}

export async function recordWithdrawal(
  tx: Transaction,
  by: Actor,
  invite: WithdrawnInvite,
  data: Record<string, unknown> = {},
): Promise<void> {
  await recordEvent(describeWithdrawal(by, invite, data), tx);
}

function describeWithdrawal(
  by: Actor,
  { id, role, email }: WithdrawnInvite,
  data: Record<string, unknown>,
): AuditDraft {
  return {
    workspaceId: by.workspace.id,
    actor: actorOf(by),
    action: role === "guest" ? "guest.invite_withdrawn" : "member.invite_withdrawn",
    target: { type: "invite", id, name: email ?? LINK_INVITATION },
    data,
  };
}

/** What `withdrawInvitesBack` would withdraw at this moment, newest first, to be shown before it is done. */
export async function readWaysBack(
  { workspace }: Principal,
  leavers: Pick<Leaver, "userId"> | Pick<Leaver, "userId">[],
): Promise<WayBack[]> {
  const { came, address, made } = reasons(idsOf([leavers].flat()));
  const why = sql<
    WayBack["why"]
  >`array_to_json(array_remove(ARRAY[CASE WHEN ${came} THEN 'came' END,
    CASE WHEN ${address} THEN 'address' END, CASE WHEN ${made} THEN 'made' END], NULL))`;
  const found = await rowsOf(
    { ...inviteColumns, ...inviteTermColumns, role: sql<WayBack["role"]>`i.role`, why },
    (list) => sql`SELECT * FROM (
      SELECT ${list} FROM invite i JOIN "user" u ON u.id = i.created_by
      WHERE i.workspace_id = ${workspace.id} AND ${inviteWorks}) open
    WHERE json_array_length(why) > 0 ORDER BY id DESC`,
  );
  return found.map((row) => ({
    ...toInvite(row),
    role: row.role,
    email: row.email,
    maxUses: row.maxUses,
    uses: row.uses,
    channelIds: row.channelIds,
    why: row.why,
  }));
}
