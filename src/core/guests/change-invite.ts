import type { z } from "zod";
import { eq, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { invite } from "@/db/schema";
import type { GuestHistory, GuestInvite } from "@/lib/api-types";
import type { changeInviteInput } from "@/lib/inputs/invitations";
import { isOfDomain } from "../access/admission/domain-of";
import { readInvitationById } from "../access/admission/invitation";
import { assertHasAccess } from "../access/assert-has-access";
import { authorize } from "../access/authorize";
import type { Principal } from "../access/principal";
import { recordEvent } from "../access/record";
import type { Transaction } from "../access/revoke";
import { assertVisibleChannels } from "../channels/assert-visible-channels";
import { invalid } from "../errors";
import { assertEndsAhead } from "./assert-ends-ahead";
import { linkEnd } from "./invite-link";
import {
  checkTerms,
  type InvitedChannelWish,
  type InvitedTerms,
  writeChannels,
} from "./invite-terms";
import { readGuestInvites } from "./list-guests";
import { publishInvites } from "./publish-invites";
import { describeInviteEvent, inviteGone, type TakenInvite, takeInvite } from "./take-invite";

export type InviteChange = z.infer<typeof changeInviteInput>;

/**
 * Changes an open invitation. Its link stays the same, and it still counts as made when it was made: somebody about whom
 * an admin has decided since gains nothing by it.
 * @throws AppError FORBIDDEN, NOT_FOUND (it, or a channel), INVITE_GONE, VALIDATION
 */
export async function changeInvite(
  principal: Principal,
  inviteId: string,
  change: InviteChange,
): Promise<GuestInvite> {
  await authorize(principal, "guest.manage");
  await assertEndsAhead(change);
  await db().transaction(async (tx) => {
    await assertHasAccess(tx, principal);
    const limits = await checkTerms(tx, principal, {
      ...{ sponsorId: change.sponsorId, domains: change.domains ?? undefined },
      ...{ expiresAt: change.expiresAt, accessHours: change.accessHours ?? undefined },
      channels: change.channels,
    });
    const taken = await takeInvite(tx, principal, inviteId);
    assertFits(taken, change);
    await writeTerms(tx, inviteId, change);
    const terms = await setChannels(tx, principal, taken, change, limits.history);
    const { channels: _, channelIds: __, ...rest } = change;
    const data = { ...rest, ...(terms && { channelIds: terms.map(({ id }) => id), terms }) };
    await recordEvent(describeInviteEvent(principal, "guest.invite_changed", taken, data), tx);
  });
  await publishInvites(principal.workspace.id, [inviteId]);
  const [changed] = await readGuestInvites(sql`i.id = ${inviteId}`);
  if (!changed) throw inviteGone();
  return changed;
}

/** Checks the change against what the invitation says already. */
function assertFits({ email, uses }: TakenInvite, { domains, maxUses }: InviteChange): void {
  if (domains && email && !isOfDomain(email, domains)) {
    throw invalid("domains", `The invitation is for ${email}`);
  }
  if (maxUses !== undefined && maxUses <= uses) {
    throw invalid(
      "maxUses",
      `${uses} ${uses === 1 ? "person has" : "people have"} used it already`,
    );
  }
}

async function writeTerms(tx: Transaction, inviteId: string, change: InviteChange): Promise<void> {
  const { domains, maxUses, linkDays, sponsorId, expiresAt, accessHours } = change;
  const endsAnew = expiresAt !== undefined || accessHours !== undefined;
  const written = {
    ...(domains !== undefined && { domains }),
    ...(maxUses !== undefined && { maxUses }),
    ...(sponsorId !== undefined && { sponsorId }),
    ...(endsAnew && { expiresAt: expiresAt ?? null, accessHours: accessHours ?? null }),
    ...((endsAnew || linkDays !== undefined) && { endingToldAt: null }),
    ...(linkDays !== undefined && { linkExpiresAt: linkEnd(linkDays) }),
  };
  if (Object.keys(written).length === 0) return;
  await tx.update(invite).set(written).where(eq(invite.id, inviteId));
}

/**
 * Channels that are new, or of which more is given, must be visible to whoever does it, and new ones to the maker too:
 * the invitation gives nothing that its maker cannot give.
 * @returns the terms of all channels; undefined if they stay as they are
 */
async function setChannels(
  tx: Transaction,
  principal: Principal,
  taken: TakenInvite,
  change: InviteChange,
  ofWorkspace: GuestHistory,
): Promise<InvitedTerms[] | undefined> {
  const channels = change.channels ?? keepTerms(taken, change.channelIds);
  if (!channels) return undefined;
  const had = new Map(taken.channels.map((one) => [one.id, one]));
  const wanted = channels.map(({ id }) => id);
  const gained = wanted.filter((id) => !had.has(id));
  const widened = channels.filter((wish) => givesMore(wish, had.get(wish.id), ofWorkspace));
  await assertVisibleChannels(principal, gained, tx);
  await assertVisibleChannels(
    principal,
    widened.map(({ id }) => id),
    tx,
    { beArchived: true },
  );
  const terms = await writeChannels(tx, taken.id, channels, ofWorkspace);
  const given = (await readInvitationById(taken.id, tx))?.channels.map(({ id }) => id) ?? [];
  if (gained.some((id) => !given.includes(id))) {
    throw invalid(
      change.channels ? "channels" : "channelIds",
      `${taken.makerName}, who made this invitation, is not in all of these channels. Make a new invitation for them`,
    );
  }
  return terms;
}

/** Whether more of a channel is given than before: more of the past, or more time. */
function givesMore(
  { history, expiresAt }: InvitedChannelWish,
  had: TakenInvite["channels"][number] | undefined,
  ofWorkspace: GuestHistory,
): boolean {
  if (!had) return false;
  const isLonger =
    had.expiresAt !== null && (!expiresAt || expiresAt.getTime() > Date.parse(had.expiresAt));
  return isLonger || (had.history === "joining" && (history ?? ofWorkspace) === "all");
}

function keepTerms(
  taken: TakenInvite,
  channelIds: string[] | undefined,
): InvitedChannelWish[] | undefined {
  if (!channelIds) return undefined;
  const terms = new Map(
    taken.channels.map(({ id, history, expiresAt }) => [
      id,
      { id, history, ...(expiresAt && { expiresAt: new Date(expiresAt) }) },
    ]),
  );
  return [...new Set(channelIds)].map((id) => terms.get(id) ?? { id });
}
