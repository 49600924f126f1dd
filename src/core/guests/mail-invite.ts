import { db, rows } from "@/db/client";
import { sql } from "drizzle-orm";
import { logger } from "@/lib/logger";
import { type InviteTerms, sendInvitation } from "@/lib/mail";
import type { Principal } from "../access/principal";
import { recordWithdrawal, type WithdrawnInvite } from "../access/withdraw-invites-back";
import { unavailable } from "../errors";
import { publishInvites } from "./publish-invites";

/**
 * Mails the link of an invitation to its address, before anybody learns that it was sent. If the mail fails, nobody has
 * the link, so the invitation is withdrawn: an invitation that the page shows as open must have reached somebody.
 * @throws AppError UNAVAILABLE
 */
export async function mailInvite(
  principal: Principal,
  invite: WithdrawnInvite & InviteTerms & { email: string },
  url: string,
): Promise<void> {
  const { name: from, workspace } = principal;
  try {
    await sendInvitation({ to: invite.email, from, workspace: workspace.name, url, terms: invite });
  } catch (error) {
    logger().warn({ err: error, inviteId: invite.id }, "an invitation could not be sent");
    await withdrawUnsent(principal, invite);
    await publishInvites(workspace.id, [invite.id]);
    throw unavailable(
      "The invitation could not be sent: the mail server did not take it. Nobody has been invited. Try again, or ask whoever runs this server to look at its mail.",
    );
  }
}

async function withdrawUnsent(principal: Principal, invite: WithdrawnInvite): Promise<void> {
  await db().transaction(async (tx) => {
    const withdrawn = await rows(
      sql`UPDATE invite SET withdrawn_at = clock_timestamp()
        WHERE id = ${invite.id} AND withdrawn_at IS NULL RETURNING id`,
      tx,
    );
    if (withdrawn.length > 0) await recordWithdrawal(tx, principal, invite, { unsent: true });
  });
}
