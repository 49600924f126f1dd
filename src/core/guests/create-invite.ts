import type { z } from "zod";
import { sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { db } from "@/db/client";
import { invite, inviteChannel } from "@/db/schema";
import type { CreatedInvite } from "@/lib/api-types";
import { LINK_INVITATION } from "@/lib/audit-kinds";
import { env } from "@/lib/env";
import { sendsMail } from "@/lib/sends-mail";
import type { inviteGuestInput } from "@/lib/inputs";
import { createToken } from "../access/admission/invite-token";
import { assertHasAccess } from "../access/assert-has-access";
import { authorize } from "../access/authorize";
import type { Principal } from "../access/principal";
import { recordEvent } from "../access/record";
import { assertVisibleChannels } from "../channels/assert-visible-channels";
import { assertAhead } from "./assert-ahead";
import { assertInvitable } from "./assert-invitable";
import { mailInvite } from "./mail-invite";
import { publishInvites } from "./publish-invites";

/** How long an unused link works. */
const LINK_DAYS = 14;

export type GuestInvitation = Omit<z.infer<typeof inviteGuestInput>, "workspace">;

/**
 * Makes an invitation that admits a guest to the chosen channels.
 * @returns the token, which is shown only this once and stored as a hash; or that the link was mailed
 * @throws AppError FORBIDDEN, NOT_FOUND (a channel), VALIDATION, CONFLICT (the e-mail is that of a member, or of a
 *   guest who is cut off), UNAVAILABLE (the mail could not be sent, and the invitation is withdrawn)
 */
export async function inviteGuest(
  principal: Principal,
  wish: GuestInvitation,
): Promise<CreatedInvite> {
  await authorize(principal, "guest.manage");
  await assertAhead(wish.expiresAt);
  return createInvite(principal, { ...wish, role: "guest" });
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
  return createInvite(principal, { role, channelIds: [], maxUses: 1 });
}

async function createInvite(
  principal: Principal,
  wish: GuestInvitation & { role: "guest" | "member" | "admin" },
): Promise<CreatedInvite> {
  const { token, tokenHash } = createToken();
  const id = uuidv7();
  const email = wish.email?.toLowerCase() ?? null;
  const isMailed = email !== null && sendsMail();
  const made = await db().transaction(async (tx) => {
    await assertHasAccess(tx, principal);
    await assertVisibleChannels(principal, wish.channelIds, tx);
    if (email) await assertInvitable(tx, principal, email);
    const [made] = await tx
      .insert(invite)
      .values({
        id,
        workspaceId: principal.workspace.id,
        tokenHash,
        role: wish.role,
        email,
        expiresAt: wish.expiresAt ?? null,
        accessHours: wish.accessHours ?? null,
        maxUses: wish.maxUses,
        linkExpiresAt: sql`clock_timestamp() + make_interval(days => ${LINK_DAYS}::int)`,
        mailedAt: isMailed ? sql`clock_timestamp()` : null,
        createdBy: principal.userId,
        // The time of this statement, not of the beginning of the transaction: what the transaction waited for is
        // older.
        createdAt: sql`clock_timestamp()`,
      })
      .returning({
        linkExpiresAt: invite.linkExpiresAt,
        expiresAt: invite.expiresAt,
        accessHours: invite.accessHours,
      });
    const channels = [...new Set(wish.channelIds)].map((channelId) => ({
      inviteId: id,
      channelId,
    }));
    if (channels.length > 0) await tx.insert(inviteChannel).values(channels);
    await recordEvent(
      {
        workspaceId: principal.workspace.id,
        actor: { id: principal.userId, name: principal.name },
        action: wish.role === "guest" ? "guest.invited" : "member.invited",
        target: { type: "invite", id, name: email ?? LINK_INVITATION },
        data: {
          role: wish.role,
          channelIds: wish.channelIds,
          maxUses: wish.maxUses,
          ...(isMailed && { sent: true }),
        },
      },
      tx,
    );
    return made;
  });
  const url = `${env().appUrl}/invite/${token}`;
  if (made && isMailed) await mailInvite(principal, { id, role: wish.role, email, ...made }, url);
  await publishInvites(principal.workspace.id, [id]);
  return isMailed ? { id, sent: true } : { id, token, url };
}
