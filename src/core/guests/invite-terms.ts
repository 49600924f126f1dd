import type { z } from "zod";
import { sql } from "drizzle-orm";
import { inviteChannel } from "@/db/schema";
import type { GuestHistory } from "@/lib/api-types";
import type { inviteGuestInput } from "@/lib/inputs/invitations";
import { type AccessWish, type GuestLimits, withinLimits } from "../access/admission/guest-limits";
import type { Principal } from "../access/principal";
import type { Transaction } from "../access/revoke";
import { assertInvitable } from "./assert-invitable";
import { findSponsor } from "./find-sponsor";

export type GuestInvitation = Omit<z.infer<typeof inviteGuestInput>, "workspace">;

/** What an invitation gives of one channel. */
export type InvitedChannelWish = GuestInvitation["channels"][number];

/**
 * Checks what an invitation says against the workspace, in the transaction that makes or changes it: its limits, who
 * answers for the guests, and whether the address would be let in at all.
 * @throws AppError VALIDATION, CONFLICT (a member, or a guest who is cut off)
 */
export async function checkTerms(
  tx: Transaction,
  principal: Principal,
  wish: AccessWish & { sponsorId?: string | undefined },
): Promise<GuestLimits> {
  const { limits } = await withinLimits(tx, principal.workspace.id, wish);
  if (wish.sponsorId !== undefined) {
    await findSponsor(tx, principal.workspace.id, wish.sponsorId, "sponsorId");
  }
  if (wish.email) await assertInvitable(tx, principal, wish.email);
  return limits;
}

/** The terms of a channel in an invitation, as they go on record. From when it is read is known at the acceptance. */
export interface InvitedTerms {
  id: string;
  history: GuestHistory;
  expiresAt: Date | null;
}

/**
 * Replaces the channels of an invitation. Where nothing is said of the history, it is as the workspace has chosen.
 * @returns what it gives of each from now on
 */
export async function writeChannels(
  tx: Transaction,
  inviteId: string,
  channels: InvitedChannelWish[],
  ofWorkspace: GuestHistory,
): Promise<InvitedTerms[]> {
  await tx.execute(sql`DELETE FROM invite_channel WHERE invite_id = ${inviteId}`);
  const terms = channels.map(({ id, history = ofWorkspace, expiresAt = null }) => ({
    ...{ id, history, expiresAt },
  }));
  if (terms.length === 0) return terms;
  await tx
    .insert(inviteChannel)
    .values(terms.map(({ id, ...given }) => ({ inviteId, channelId: id, ...given })));
  return terms;
}
