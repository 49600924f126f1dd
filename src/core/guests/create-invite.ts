import { sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { db, rows } from "@/db/client";
import { invite } from "@/db/schema";
import type { CreatedInvite } from "@/lib/api-types";
import { LINK_INVITATION } from "@/lib/audit-kinds";
import { USUAL_LINK_DAYS } from "@/lib/inputs/invitations";
import { sendsMail } from "@/lib/sends-mail";
import { toIso } from "@/lib/to-iso";
import { createToken } from "../access/admission/invite-token";
import { assertHasAccess } from "../access/assert-has-access";
import { authorize } from "../access/authorize";
import type { Principal } from "../access/principal";
import { type AuditDraft, recordEvent } from "../access/record";
import type { Transaction } from "../access/revoke";
import { recordWithdrawal, type WithdrawnInvite } from "../access/withdraw-invites-back";
import { assertVisibleChannels } from "../channels/assert-visible-channels";
import { unavailable } from "../errors";
import { assertEndsAhead } from "./assert-ends-ahead";
import { inviteUrl, linkEnd } from "./invite-link";
import { checkTerms, type GuestInvitation, type InvitedTerms, writeChannels } from "./invite-terms";
import { mailInvitation } from "./mail-invite";
import { publishInvites } from "./publish-invites";

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
 *   not allow), CONFLICT (the e-mail is that of a member, or of a guest who is cut off), UNAVAILABLE (the mail could not
 *   be sent, and the invitation is withdrawn)
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
    linkDays: USUAL_LINK_DAYS,
  });
}

/** What is wished for, and what is decided about its link. */
interface NewInvite extends Omit<GuestInvitation, "email"> {
  id: string;
  role: "guest" | "member" | "admin";
  email: string | null;
  isMailed: boolean;
}

async function createInvite(
  principal: Principal,
  wish: GuestInvitation & Pick<NewInvite, "role">,
  answers?: AnsweredRequest,
): Promise<CreatedInvite> {
  const { token, tokenHash } = createToken();
  const id = uuidv7();
  const email = wish.email?.toLowerCase() ?? null;
  const isMailed = email !== null && sendsMail();
  const made: NewInvite = { ...wish, id, email, isMailed };
  const linkExpiresAt = await db().transaction(async (tx) => {
    await assertHasAccess(tx, principal);
    await assertVisibleChannels(
      principal,
      wish.channels.map((channel) => channel.id),
      tx,
    );
    const limits = wish.role === "guest" ? await checkTerms(tx, principal, made) : null;
    const end = await insertInvite(tx, principal, made, tokenHash);
    const terms = limits && (await writeChannels(tx, id, wish.channels, limits.history));
    await answers?.decide(tx, id);
    await recordEvent(describeMaking(principal, made, terms, answers), tx);
    return end;
  });
  const url = inviteUrl(token);
  if (isMailed && !(await mailInvitation(principal, id, email, url))) {
    await withdrawUnsent(principal, { id, role: wish.role, email });
  }
  await publishInvites(principal.workspace.id, [id]);
  return isMailed ? { id, sent: true } : { id, token, url, linkExpiresAt };
}

/** @returns when its link stops working */
async function insertInvite(
  tx: Transaction,
  { workspace, userId }: Principal,
  { id, role, email, isMailed, ...wish }: NewInvite,
  tokenHash: string,
): Promise<string> {
  const [made] = await tx
    .insert(invite)
    .values({
      ...{ id, workspaceId: workspace.id, tokenHash, role, email, maxUses: wish.maxUses },
      domains: wish.domains ?? null,
      sponsorId: wish.sponsorId ?? null,
      expiresAt: wish.expiresAt ?? null,
      accessHours: wish.accessHours ?? null,
      linkExpiresAt: linkEnd(wish.linkDays),
      mailedAt: isMailed ? sql`clock_timestamp()` : null,
      createdBy: userId,
      // The time of this statement, not of the beginning of the transaction: what the transaction waited for is older.
      createdAt: sql`clock_timestamp()`,
    })
    .returning({ linkExpiresAt: invite.linkExpiresAt });
  if (!made) throw new Error("the invitation was not written");
  return toIso(made.linkExpiresAt);
}

function describeMaking(
  { workspace, userId, name }: Principal,
  { id, role, email, isMailed, channels, maxUses, domains, sponsorId, ...ends }: NewInvite,
  terms: InvitedTerms[] | null,
  answers: AnsweredRequest | undefined,
): AuditDraft {
  return {
    workspaceId: workspace.id,
    actor: { id: userId, name },
    action: role === "guest" ? "guest.invited" : "member.invited",
    target: { type: "invite", id, name: email ?? LINK_INVITATION },
    data: {
      ...{ role, channelIds: channels.map((channel) => channel.id), maxUses },
      ...(terms && { ...describeEnd(ends), terms }),
      ...(domains && { domains }),
      ...(sponsorId && { sponsorId }),
      ...(isMailed && { sent: true }),
      ...(answers && { requestId: answers.requestId }),
    },
  };
}

/** When access ends, or how long it lasts from joining on. */
const describeEnd = ({ expiresAt, accessHours }: Pick<NewInvite, "expiresAt" | "accessHours">) =>
  accessHours === undefined ? { expiresAt: expiresAt ?? null } : { accessHours };

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
