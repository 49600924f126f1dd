import type { z } from "zod";
import { sql } from "drizzle-orm";
import { among } from "@/db/among";
import { rows } from "@/db/client";
import type { Guest, GuestHistory, Receipt } from "@/lib/api-types";
import type { demoteMemberInput } from "@/lib/inputs/invitations";
import { noteAccessChange } from "../access/access-change";
import { addGuest } from "../access/add-guest";
import { noteEndTold } from "../access/end-told";
import { withinLimits } from "../access/admission/guest-limits";
import { dropUnsharedDirects } from "../access/drop-unshared-directs";
import {
  addChannelMembers,
  type ChannelTerms,
  removeChannelMembers,
  setTerms,
} from "../access/memberships";
import type { Principal } from "../access/principal";
import { describeTerms } from "../access/read-terms";
import type { Transaction } from "../access/revoke";
import { membershipWithChannel } from "../access/rules";
import { withdrawInvitesBack } from "../access/withdraw-invites-back";
import { assertVisibleChannels } from "../channels/assert-visible-channels";
import { conflict, notFound } from "../errors";
import { assertEndsAhead } from "../guests/assert-ends-ahead";
import { findSponsor } from "../guests/find-sponsor";
import { changeMember } from "./change-member";
import { describeLoss } from "./member-loss";
import type { MemberTarget } from "./take-member";

export type Demotion = z.infer<typeof demoteMemberInput>;

/**
 * Makes a member a guest: the same person, with the same messages. They keep the chosen channels, which the admin must
 * see, and lose every other channel, and the direct conversations that a guest may not have. Their connections are cut
 * as a member's and come back as a guest's. The invitations that they made, and those that could give back what they
 * lose, are withdrawn.
 * @throws AppError FORBIDDEN (only an owner changes owners), NOT_FOUND (the member or a channel), CONFLICT (the last
 *   owner, or oneself), VALIDATION (an end that has passed or is later than the workspace allows, a sponsor who is no
 *   member), UNAVAILABLE
 */
export async function demoteMember(
  principal: Principal,
  memberId: string,
  wish: Demotion,
): Promise<{ guest: Guest; receipt: Receipt }> {
  await assertEndsAhead(wish);
  const { guest, receipt } = await changeMember(principal, memberId, null, (tx, target) =>
    demote(tx, principal, target, wish),
  );
  if (!guest) throw notFound("Guest");
  return { guest, receipt };
}

async function demote(tx: Transaction, principal: Principal, target: MemberTarget, wish: Demotion) {
  if (target.userId === principal.userId) {
    throw conflict("You cannot make a guest of yourself. Ask another admin.");
  }
  const { id: workspaceId } = principal.workspace;
  const { userId } = target;
  const channelIds = wish.channels.map(({ id }) => id);
  await assertVisibleChannels(principal, channelIds, tx);
  // Without their address: to refuse one of another domain would leave them more access than a guest has.
  const { expiresAt, limits } = await withinLimits(tx, workspaceId, wish);
  // Before the sponsor is looked for among the members: nobody answers for themselves.
  await tx.execute(sql`DELETE FROM member WHERE id = ${target.id}`);
  if (wish.sponsorId !== undefined) {
    await findSponsor(tx, workspaceId, wish.sponsorId, "sponsorId");
  }
  const guestId = await addGuest(tx, {
    workspaceId,
    userId,
    invitedBy: principal.userId,
    sponsorId: wish.sponsorId ?? principal.userId,
    expiresAt: expiresAt?.toISOString() ?? null,
  });
  await noteAccessChange(tx, workspaceId, userId);
  const withdrawn = await withdrawInvitesBack(tx, principal, target);
  const channels = await keepChannels(tx, principal, userId, wish.channels, limits.history);
  await noteEndTold(tx, guestId);
  const directs = await dropUnsharedDirects(tx, principal);
  const left = [...channels.lost, ...directs.channelIds];
  const loss = describeLoss(principal, target, "member.demoted", {
    from: target.role,
    to: "guest",
    guestId,
    userId,
    channelIds,
    channelsRemoved: channels.lost,
    expiresAt: expiresAt?.toISOString() ?? null,
    terms: await describeTerms(tx, { workspaceId, userId }, channelIds),
  });
  return {
    ...loss,
    withdrawn,
    events: [...loss.events, ...directs.events],
    cut: { ...loss.cut, rooms: [...loss.cut.rooms, ...directs.rooms] },
    news: { workspaceId, channelIds: left, who: { as: "guest" as const, guestId, left } },
  };
}

/**
 * Leaves a person only these channels, with their terms. Where nothing is said of the history, they may go on reading
 * what they could read before, and get of other channels what the workspace gives to guests.
 */
async function keepChannels(
  tx: Transaction,
  { workspace }: Principal,
  userId: string,
  wanted: Demotion["channels"],
  usual: GuestHistory,
): Promise<{ lost: string[] }> {
  const before = await rows<{ id: string }>(
    sql`SELECT cm.channel_id AS id FROM ${membershipWithChannel}
      WHERE c.workspace_id = ${workspace.id} AND c.kind = 'channel' AND cm.user_id = ${userId}`,
    tx,
  );
  const had = new Set(before.map(({ id }) => id));
  const ids = new Set(wanted.map(({ id }) => id));
  const lost = [...had].filter((id) => !ids.has(id));
  await removeChannelMembers(
    tx,
    sql`cm.user_id = ${userId}
      AND c.id IN ${among(lost)}`,
  );
  const terms = wanted.map(
    ({ id, history, expiresAt }): ChannelTerms => ({
      id,
      history: history ?? (had.has(id) ? "all" : usual),
      expiresAt: expiresAt?.toISOString() ?? null,
    }),
  );
  await addChannelMembers(tx, userId, terms);
  await setTerms(tx, userId, terms, { anew: true });
  return { lost };
}
