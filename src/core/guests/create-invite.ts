import { addDays } from "date-fns";
import { v7 as uuidv7 } from "uuid";
import { db } from "@/db/client";
import { invite, inviteChannel } from "@/db/schema";
import type { CreatedInvite } from "@/lib/api-types";
import { LINK_INVITATION } from "@/lib/audit-kinds";
import { env } from "@/lib/env";
import { sendInvitation } from "@/lib/mail";
import { assertStands } from "../access/assert-stands";
import { authorize } from "../access/authorize";
import type { Principal } from "../access/principal";
import { recordEvent } from "../audit/record-event";
import { assertVisibleChannels } from "../channels/assert-visible-channels";
import { invalid } from "../errors";
import { createToken } from "./invite-token";
import { publishInvites } from "./publish-invites";

/** How long an unused link works. */
const LINK_DAYS = 14;

export interface GuestInvitation {
  channelIds: string[];
  email?: string | undefined;
  /** When access ends; or `accessHours` from the moment of acceptance; or neither: no limit. */
  expiresAt?: Date | undefined;
  accessHours?: number | undefined;
  maxUses: number;
}

/**
 * Makes a link that admits a guest to chosen channels for a limited time.
 * @returns the token, shown this once and stored only as a hash
 * @throws AppError FORBIDDEN, NOT_FOUND (a channel), VALIDATION
 */
export async function inviteGuest(
  principal: Principal,
  wish: GuestInvitation,
): Promise<CreatedInvite> {
  await authorize(principal, "guest.manage");
  if (wish.expiresAt && wish.expiresAt.getTime() <= Date.now()) {
    throw invalid("expiresAt", "Choose a time in the future");
  }
  return createInvite(principal, { ...wish, role: "guest" });
}

/**
 * Makes a link that makes somebody a member or admin.
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
  await db().transaction(async (tx) => {
    await assertStands(tx, principal);
    await assertVisibleChannels(principal, wish.channelIds, tx);
    await tx.insert(invite).values({
      id,
      workspaceId: principal.workspace.id,
      tokenHash,
      role: wish.role,
      email: wish.email?.toLowerCase() ?? null,
      expiresAt: wish.expiresAt ?? null,
      accessHours: wish.accessHours ?? null,
      maxUses: wish.maxUses,
      linkExpiresAt: addDays(new Date(), LINK_DAYS),
      createdBy: principal.userId,
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
        target: { type: "invite", id, name: wish.email ?? LINK_INVITATION },
        data: { role: wish.role, channelIds: wish.channelIds, maxUses: wish.maxUses },
      },
      tx,
    );
  });
  await publishInvites(principal.workspace.id, [id]);
  const url = `${env().appUrl}/invite/${token}`;
  if (wish.email)
    sendInvitation({
      to: wish.email,
      from: principal.name,
      workspace: principal.workspace.name,
      url,
    });
  return { id, token, url };
}
