import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import { LINK_INVITATION } from "@/lib/audit-kinds";
import type { Principal } from "../access/principal";
import type { Transaction } from "../access/revoke";
import { recordEvent } from "../audit/record-event";
import { inviteWorks } from "./invite-works";

export interface WithdrawnInvite {
  id: string;
  role: "guest" | "member" | "admin";
  email: string | null;
}

/**
 * Withdraws the invitations that somebody made and that still work, in the transaction by which they may invite no
 * longer: else they would come back, or let others in, through a link they have kept.
 * @returns their ids, to be told of after the commit
 */
export async function withdrawInvitesOf(
  tx: Transaction,
  principal: Principal,
  maker: { userId: string; name: string },
): Promise<string[]> {
  const withdrawn = await rows<WithdrawnInvite>(
    sql`WITH still AS (
        SELECT i.id FROM invite i
        WHERE i.workspace_id = ${principal.workspace.id} AND i.created_by = ${maker.userId}
          AND ${inviteWorks} ORDER BY i.id FOR UPDATE)
      UPDATE invite i SET withdrawn_at = now() FROM still WHERE i.id = still.id
      RETURNING i.id, i.role, i.email`,
    tx,
  );
  for (const invite of withdrawn) {
    await recordWithdrawal(tx, principal, invite, { invitedBy: maker.name });
  }
  return withdrawn.map((invite) => invite.id);
}

export async function recordWithdrawal(
  tx: Transaction,
  { workspace, userId, name }: Principal,
  { id, role, email }: WithdrawnInvite,
  data: Record<string, unknown> = {},
): Promise<void> {
  await recordEvent(
    {
      workspaceId: workspace.id,
      actor: { id: userId, name },
      action: role === "guest" ? "guest.invite_withdrawn" : "member.invite_withdrawn",
      target: { type: "invite", id, name: email ?? LINK_INVITATION },
      data,
    },
    tx,
  );
}
