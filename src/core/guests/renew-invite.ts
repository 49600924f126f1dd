import type { z } from "zod";
import { and, eq, sql } from "drizzle-orm";
import { db, rows } from "@/db/client";
import { invite } from "@/db/schema";
import type { CreatedInvite } from "@/lib/api-types";
import type { renewInviteInput } from "@/lib/inputs/invitations";
import { sendsMail } from "@/lib/sends-mail";
import { toIso } from "@/lib/to-iso";
import { createToken } from "../access/admission/invite-token";
import { assertHasAccess } from "../access/assert-has-access";
import { authorize } from "../access/authorize";
import type { Principal } from "../access/principal";
import { recordEvent } from "../access/record";
import type { Transaction } from "../access/revoke";
import { seesChannels } from "../channels/assert-visible-channels";
import { forbidden, unavailable } from "../errors";
import { inviteUrl, linkEnd } from "./invite-link";
import { checkTerms } from "./invite-terms";
import { mailInvitation } from "./mail-invite";
import { publishInvites } from "./publish-invites";
import { describeInviteEvent, inviteGone, type TakenInvite, takeInvite } from "./take-invite";

/**
 * Gives an open invitation a new link; the old one stops working. It is an admin's decision of this moment, so the
 * invitation counts as made now. If it is for an address and there is mail, the link is sent there again.
 * @returns the link, shown only now; or that it was mailed
 * @throws AppError FORBIDDEN (also for the link to a private channel that the principal is not in), NOT_FOUND,
 *   INVITE_GONE, VALIDATION (the workspace takes no guests of its domain any more), CONFLICT (a member, or a guest who
 *   is cut off), UNAVAILABLE (the mail could not be sent, and the old link still works)
 */
export async function renewInvite(
  principal: Principal,
  inviteId: string,
  { linkDays }: z.infer<typeof renewInviteInput>,
): Promise<CreatedInvite> {
  await authorize(principal, "guest.manage");
  const { token, tokenHash } = createToken();
  const email = await readAddress(principal, inviteId);
  const isMailed = email !== null && sendsMail();
  const { former, linkExpiresAt } = await db().transaction(async (tx) => {
    await assertHasAccess(tx, principal);
    await checkTerms(tx, principal, { email });
    const taken = await takeInvite(tx, principal, inviteId);
    if (!isMailed) await assertMayHaveLink(tx, principal, taken);
    const replaced = await replaceLink(tx, inviteId, { tokenHash, linkDays, isMailed });
    const data = { ...(isMailed && { sent: true }) };
    await recordEvent(describeInviteEvent(principal, "guest.invite_renewed", taken, data), tx);
    return replaced;
  });
  const url = inviteUrl(token);
  if (isMailed && !(await mailInvitation(principal, inviteId, email, url))) {
    await putBack(principal, { id: inviteId, email }, tokenHash, former);
    throw unavailable(
      "The invitation could not be sent: the mail server did not take it. The link from before still works. Try again, or ask whoever runs this server to look at its mail.",
    );
  }
  await publishInvites(principal.workspace.id, [inviteId]);
  return isMailed ? { id: inviteId, sent: true } : { id: inviteId, token, url, linkExpiresAt };
}

/** Whoever is shown a link could use it. So it must not lead where they may not go themselves. */
async function assertMayHaveLink(
  tx: Transaction,
  principal: Principal,
  { channels, makerName }: TakenInvite,
): Promise<void> {
  const channelIds = channels.map(({ id }) => id);
  if (await seesChannels(principal, channelIds, tx, { beArchived: true })) return;
  throw forbidden(
    `This invitation is for a private channel that you are not in. Ask ${makerName}, who made it, for a new link, or make an invitation of your own.`,
  );
}

/** The address of an invitation. It never changes, so it is read before the invitation is locked. */
async function readAddress({ workspace }: Principal, inviteId: string): Promise<string | null> {
  const [found] = await rows<{ email: string | null }>(
    sql`SELECT email FROM invite WHERE id = ${inviteId} AND workspace_id = ${workspace.id}`,
  );
  return found?.email ?? null;
}

type Link = Pick<
  typeof invite.$inferSelect,
  "tokenHash" | "linkExpiresAt" | "mailedAt" | "createdAt"
>;

/** @returns the link that it had, and when the new one stops working */
async function replaceLink(
  tx: Transaction,
  inviteId: string,
  { tokenHash, linkDays, isMailed }: { tokenHash: string; linkDays: number; isMailed: boolean },
): Promise<{ former: Link; linkExpiresAt: string }> {
  const { linkExpiresAt, mailedAt, createdAt } = invite;
  const [former] = await tx
    .select({ tokenHash: invite.tokenHash, linkExpiresAt, mailedAt, createdAt })
    .from(invite)
    .where(eq(invite.id, inviteId));
  if (!former) throw inviteGone();
  const [now] = await tx
    .update(invite)
    .set({
      tokenHash,
      linkExpiresAt: linkEnd(linkDays),
      mailedAt: isMailed ? sql`clock_timestamp()` : null,
      endingToldAt: null,
      createdAt: sql`clock_timestamp()`,
    })
    .where(eq(invite.id, inviteId))
    .returning({ linkExpiresAt });
  if (!now) throw inviteGone();
  return { former, linkExpiresAt: toIso(now.linkExpiresAt) };
}

/** Takes the new link back, which nobody has got, unless it was replaced again or withdrawn meanwhile. */
async function putBack(
  principal: Principal,
  target: { id: string; email: string | null },
  tokenHash: string,
  former: Link,
): Promise<void> {
  await db().transaction(async (tx) => {
    const back = await tx
      .update(invite)
      .set(former)
      .where(and(eq(invite.id, target.id), eq(invite.tokenHash, tokenHash)))
      .returning({ id: invite.id });
    if (back.length === 0) return;
    const data = { unsent: true };
    await recordEvent(describeInviteEvent(principal, "guest.invite_renewed", target, data), tx);
  });
}
