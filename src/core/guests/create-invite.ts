import { sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { db, rows } from "@/db/client";
import { invite } from "@/db/schema";
import type { CreatedInvite } from "@/lib/api-types";
import { LINK_INVITATION } from "@/lib/audit-kinds";
import { env } from "@/lib/env";
import { sendsMail } from "@/lib/sends-mail";
import { createToken } from "../access/admission/invite-token";
import { assertHasAccess } from "../access/assert-has-access";
import { authorize } from "../access/authorize";
import type { Principal } from "../access/principal";
import { recordEvent } from "../access/record";
import type { Transaction } from "../access/revoke";
import { recordWithdrawal, type WithdrawnInvite } from "../access/withdraw-invites-back";
import { assertVisibleChannels } from "../channels/assert-visible-channels";
import { unavailable } from "../errors";
import { assertEndsAhead } from "./assert-ends-ahead";
import { checkTerms, type GuestInvitation, writeChannels } from "./invite-terms";
import { mailInvitation } from "./mail-invite";
import { publishInvites } from "./publish-invites";

/** How long an unused link for a member works. */
const MEMBER_LINK_DAYS = 14;

/** A request for a guest, decided in the transaction in which the invitation is made. */
export interface AnsweredRequest {
  requestId: string;
  /** Throws if it has been decided already. */
  decide: (tx: Transaction, inviteId: string) => Promise<void>;
}

/**
 * Makes an invitation that admits a guest to the chosen channels.
 * @param answers the request of a member that it answers, if there is one
 * @returns the token, which is shown only this once and stored as a hash; or that the link was mailed
 * @throws AppError FORBIDDEN, NOT_FOUND (a channel), VALIDATION (also for what the workspace's limits do
 *   not allow), CONFLICT (the e-mail is that of a member, or of a guest who is cut off), UNAVAILABLE (the mail could not be sent, and the invitation is withdrawn)
 */
export async function inviteGuest(
  principal: Principal,
  wish: GuestInvitation,
  answers?: AnsweredRequest,
): Promise<CreatedInvite> {
  await authorize(principal, "guest.manage");
  await assertEndsAhead(wish);
  return createInvite(principal, { ...wish, role: "guest" }, answers);
}

/**
 * Makes an invitation by which somebody becomes a member or admin.
 * @throws AppError FORBIDDEN
 */
export async function inviteMember(
  principal: Principal,
  role: "member" | "admin",
): Promise<CreatedInvite> {
  await authorize(principal, "member.invite");
  return createInvite(principal, {
    role,
    channels: [],
    maxUses: 1,
    linkDays: MEMBER_LINK_DAYS,
  });
}

async function createInvite(
  principal: Principal,
  wish: GuestInvitation & { role: "guest" | "member" | "admin" },
  answers?: AnsweredRequest,
): Promise<CreatedInvite> {
  const { token, tokenHash } = createToken();
  const id = uuidv7();
  const email = wish.email?.toLowerCase() ?? null;
  const channelIds = wish.channels.map((channel) => channel.id);
  const isMailed = email !== null && sendsMail();
  await db().transaction(async (tx) => {
    await assertHasAccess(tx, principal);
    await assertVisibleChannels(principal, channelIds, tx);
    const limits =
      wish.role === "guest" ? await checkTerms(tx, principal, { ...wish, email }) : null;
    await tx.insert(invite).values({
      id,
      workspaceId: principal.workspace.id,
      tokenHash,
      role: wish.role,
      email,
      domains: wish.domains ?? null,
      sponsorId: wish.sponsorId ?? null,
      expiresAt: wish.expiresAt ?? null,
      accessHours: wish.accessHours ?? null,
      maxUses: wish.maxUses,
      linkExpiresAt: sql`clock_timestamp() + make_interval(hours => 24 * ${wish.linkDays}::int)`,
      mailedAt: isMailed ? sql`clock_timestamp()` : null,
      createdBy: principal.userId,
      // The time of this statement, not of the beginning of the transaction: what the transaction waited for is older.
      createdAt: sql`clock_timestamp()`,
    });
    if (limits) await writeChannels(tx, id, wish.channels, limits.history);
    await answers?.decide(tx, id);
    await recordEvent(
      {
        workspaceId: principal.workspace.id,
        actor: { id: principal.userId, name: principal.name },
        action: wish.role === "guest" ? "guest.invited" : "member.invited",
        target: { type: "invite", id, name: email ?? LINK_INVITATION },
        data: {
          role: wish.role,
          channelIds,
          maxUses: wish.maxUses,
          ...(wish.domains && { domains: wish.domains }),
          ...(wish.sponsorId && { sponsorId: wish.sponsorId }),
          ...(isMailed && { sent: true }),
          ...(answers && { requestId: answers.requestId }),
        },
      },
      tx,
    );
  });
  const url = `${env().appUrl}/invite/${token}`;
  if (isMailed && !(await mailInvitation(principal, id, email, url))) {
    await withdrawUnsent(principal, { id, role: wish.role, email });
  }
  await publishInvites(principal.workspace.id, [id]);
  return isMailed ? { id, sent: true } : { id, token, url };
}

/**
 * Withdraws an invitation whose mail was refused: nobody has its link, and what the page shows as open must have reached
 * somebody.
 * @throws AppError UNAVAILABLE always
 */
async function withdrawUnsent(principal: Principal, invitation: WithdrawnInvite): Promise<never> {
  await db().transaction(async (tx) => {
    const withdrawn = await rows(
      sql`UPDATE invite SET withdrawn_at = clock_timestamp()
        WHERE id = ${invitation.id} AND withdrawn_at IS NULL RETURNING id`,
      tx,
    );
    if (withdrawn.length > 0) await recordWithdrawal(tx, principal, invitation, { unsent: true });
  });
  await publishInvites(principal.workspace.id, [invitation.id]);
  throw unavailable(
    "The invitation could not be sent: the mail server did not take it. Nobody has been invited. Try again, or ask whoever runs this server to look at its mail.",
  );
}
