import { sql } from "drizzle-orm";
import { db, rows } from "@/db/client";
import { assertStands } from "../access/assert-stands";
import { authorize } from "../access/authorize";
import type { Principal } from "../access/principal";
import { notFound } from "../errors";
import { recordWithdrawal, type WithdrawnInvite } from "./withdraw-invites-of";

/**
 * Makes an invitation's link stop working. Whoever came in through it stays.
 * @throws AppError FORBIDDEN, NOT_FOUND
 */
export async function withdrawInvite(principal: Principal, inviteId: string): Promise<void> {
  await authorize(principal, "guest.manage");
  await db().transaction(async (tx) => {
    await assertStands(tx, principal);
    const [invite] = await rows<WithdrawnInvite>(
      sql`UPDATE invite SET withdrawn_at = coalesce(withdrawn_at, now())
        WHERE id = ${inviteId} AND workspace_id = ${principal.workspace.id} RETURNING id, role, email`,
      tx,
    );
    if (!invite) throw notFound("Invitation");
    await recordWithdrawal(tx, principal, invite);
  });
}
