import { type SQL, sql } from "drizzle-orm";
import { rowsOf } from "@/db/client";
import type { RowOf } from "@/db/columns";
import type { WayBack } from "@/lib/api-types";
import { LINK_INVITATION } from "@/lib/audit-kinds";
import { inviteColumns, inviteTermColumns, toInvite } from "./admission/invite-row";
import { inviteWorks } from "./admission/invite-works";
import { type Actor, actorOf } from "./operator";
import type { Principal } from "./principal";
import { recordEvent } from "./record";
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

/** Why an invitation `i` could let a person back, as conditions on it. */
function reasons({ userId }: Pick<Leaver, "userId">): Record<WayBack["why"][number], SQL> {
  return {
    came: sql`i.id IN (SELECT x.invite_id FROM invite_use x WHERE x.user_id = ${userId})`,
    address: sql`i.email = (SELECT lower(p.email) FROM "user" p WHERE p.id = ${userId})`,
    made: sql`i.created_by = ${userId}`,
  };
}

/**
 * Withdraws each open invitation that could let somebody back in, in the transaction in which their access ends or is
 * narrowed. Each goes on record. Otherwise they could come back under another address, by the uses left of their link.
 * Call it before their memberships are changed: invitations are locked before memberships.
 * @param keep the admin who ends the access wants the invitations kept
 * @returns the ids of those that were withdrawn, to be published after the commit
 */
export async function withdrawInvitesBack(
  tx: Transaction,
  principal: Actor,
  leaver: Leaver,
  keep = false,
): Promise<string[]> {
  if (keep) return [];
  const { came, address, made } = reasons(leaver);
  return withdraw(tx, principal, leaver, sql`(${came} OR ${address} OR ${made})`);
}

/**
 * As `withdrawInvitesBack`, only for what they made: somebody who may no longer invite lets nobody in by a kept link.
 */
export async function closeInvitesOf(
  tx: Transaction,
  principal: Actor,
  maker: Leaver,
): Promise<string[]> {
  return withdraw(tx, principal, maker, reasons(maker).made);
}

async function withdraw(
  tx: Transaction,
  principal: Actor,
  { id, name }: Leaver,
  which: SQL,
): Promise<string[]> {
  const withdrawn = await rowsOf(
    { ...withdrawnColumns, invitedBy: sql<string>`u.name` },
    (list) => sql`WITH open AS MATERIALIZED (
        SELECT i.id FROM invite i
        WHERE i.workspace_id = ${principal.workspace.id} AND ${which} AND ${inviteWorks}
        ORDER BY i.id FOR UPDATE)
      UPDATE invite i SET withdrawn_at = clock_timestamp() FROM open, "user" u
      WHERE i.id = open.id AND u.id = i.created_by
      RETURNING ${list}`,
    tx,
  );
  for (const { invitedBy, ...invite } of withdrawn) {
    await recordWithdrawal(tx, principal, invite, { invitedBy, endedWith: { id, name } });
  }
  return withdrawn.map((invite) => invite.id);
}

export async function recordWithdrawal(
  tx: Transaction,
  by: Actor,
  { id, role, email }: WithdrawnInvite,
  data: Record<string, unknown> = {},
): Promise<void> {
  await recordEvent(
    {
      workspaceId: by.workspace.id,
      actor: actorOf(by),
      action: role === "guest" ? "guest.invite_withdrawn" : "member.invite_withdrawn",
      target: { type: "invite", id, name: email ?? LINK_INVITATION },
      data,
    },
    tx,
  );
}

/** What `withdrawInvitesBack` would withdraw at this moment, newest first, to be shown before it is done. */
export async function readWaysBack(
  { workspace }: Principal,
  person: Pick<Leaver, "userId">,
): Promise<WayBack[]> {
  const { came, address, made } = reasons(person);
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
