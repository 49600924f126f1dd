import { sql } from "drizzle-orm";
import { db, rows } from "@/db/client";
import { assertStands } from "../access/assert-stands";
import { authorize } from "../access/authorize";
import type { Principal } from "../access/principal";
import { recordEvent } from "../audit/record-event";
import { notFound } from "../errors";

/**
 * Makes an invitation's link stop working. Whoever came in through it stays.
 * @throws AppError FORBIDDEN, NOT_FOUND
 */
export async function withdrawInvite(principal: Principal, inviteId: string): Promise<void> {
  await authorize(principal, "guest.manage");
  await db().transaction(async (tx) => {
    await assertStands(tx, principal);
    const [invite] = await rows<{ email: string | null }>(
      sql`UPDATE invite SET withdrawn_at = coalesce(withdrawn_at, now())
        WHERE id = ${inviteId} AND workspace_id = ${principal.workspace.id} RETURNING email`,
      tx,
    );
    if (!invite) throw notFound("Invitation");
    await recordEvent(
      {
        workspaceId: principal.workspace.id,
        actor: { id: principal.userId, name: principal.name },
        action: "guest.invite_withdrawn",
        target: { type: "invite", id: inviteId, name: invite.email ?? "Invitation by link" },
      },
      tx,
    );
  });
}
