import { sql } from "drizzle-orm";
import { db, rowsOf } from "@/db/client";
import { inviteWorks } from "../access/admission/invite-works";
import { assertHasAccess } from "../access/assert-has-access";
import { authorize } from "../access/authorize";
import type { Principal } from "../access/principal";
import { recordWithdrawal, withdrawnColumns } from "../access/withdraw-invites-back";
import { notFound } from "../errors";
import { publishInvites } from "./publish-invites";
import { inviteGone } from "./take-invite";

/**
 * Ends an invitation: its link stops working. People who have joined by it stay. If the invitation has ended already,
 * this is an error, because the admin might believe to have kept out a person who has already joined.
 * @throws AppError FORBIDDEN, NOT_FOUND, INVITE_GONE
 */
export async function withdrawInvite(principal: Principal, inviteId: string): Promise<void> {
  await authorize(principal, "guest.manage");
  await db().transaction(async (tx) => {
    await assertHasAccess(tx, principal);
    const [invite] = await rowsOf(
      { ...withdrawnColumns, works: sql<boolean>`${inviteWorks}` },
      (list) => sql`SELECT ${list} FROM invite i
        WHERE i.id = ${inviteId} AND i.workspace_id = ${principal.workspace.id} FOR UPDATE`,
      tx,
    );
    if (!invite) throw notFound("Invitation");
    if (!invite.works) throw inviteGone();
    await tx.execute(
      sql`UPDATE invite SET withdrawn_at = clock_timestamp() WHERE id = ${inviteId}`,
    );
    await recordWithdrawal(tx, principal, invite);
  });
  await publishInvites(principal.workspace.id, [inviteId]);
}
