import type { z } from "zod";
import { sql } from "drizzle-orm";
import type { Guest } from "@/lib/api-types";
import { gateRoom } from "@/lib/rooms";
import type { changeGuestInput } from "@/lib/inputs/guests";
import { type AllowedAccess, withinLimits } from "../access/admission/guest-limits";
import { assertHasAccess } from "../access/assert-has-access";
import { noteAccessChange } from "../access/access-change";
import { authorize } from "../access/authorize";
import { setEnd } from "../access/guest-access";
import { lockExclusively } from "../access/advisory-locks";
import type { Principal } from "../access/principal";
import { describeTerms } from "../access/read-terms";
import { type GatesLoss, revoke, type Transaction } from "../access/revoke";
import { withdrawInvitesBack } from "../access/withdraw-invites-back";
import { dropKeptNames } from "../access/names/drop-kept-names";
import {
  type DroppedDirects,
  dropUnsharedDirects,
  listConcerned,
  NO_DIRECTS,
} from "../access/drop-unshared-directs";
import { notFound } from "../errors";
import { removeFormerPicture } from "../pictures/remove-picture";
import { assertEndsAhead } from "./assert-ends-ahead";
import { describeChange, onlyGuest } from "./chosen-guests";
import { findGuest, type GuestTarget } from "./find-guest";
import { findSponsor } from "./find-sponsor";
import { giveSponsor, type Named } from "./give-sponsor";
import { type PlannedChannels, planChannels, setChannels } from "./set-guest-channels";

export type GuestChange = z.infer<typeof changeGuestInput>;

/**
 * Changes a guest's channels, their terms, the end of their access, or who answers for them. If a channel is removed,
 * less of its history is given, or its end is brought forward, the guest's connections are cut and come back with the
 * rest, and the invitations that could bring it back are withdrawn. What is gained reaches open pages at once.
 * @throws AppError FORBIDDEN, NOT_FOUND, VALIDATION (a time that has passed or is too far away, a sponsor
 *   who is not a member), UNAVAILABLE
 */
export async function changeGuest(
  principal: Principal,
  guestId: string,
  change: GuestChange,
): Promise<Guest> {
  const target = await findGuest(principal, guestId);
  await authorize(principal, "guest.manage", target);
  await assertEndsAhead(change);
  const { guest, picture } = await revoke((tx) => makeChange(tx, principal, target, change));
  await removeFormerPicture(picture);
  if (!guest) throw notFound("Guest");
  return guest;
}

/** A change of a guest, and the picture that was kept of them. */
interface GuestLoss extends GatesLoss {
  picture: string | null;
}

async function makeChange(
  tx: Transaction,
  principal: Principal,
  target: GuestTarget,
  change: GuestChange,
): Promise<GuestLoss> {
  const { id: workspaceId } = principal.workspace;
  const { id: guestId, userId } = target;
  await lockConcerned(tx, principal, target, change);
  const sponsor = await setSponsor(tx, principal, target, change);
  const { end, allowed } = await setExpiry(tx, principal, target, change);
  const picture = await dropKeptNames(tx, { workspaceId, userId });
  const { plan, directs, withdrawn, data } = allowed
    ? await changeChannels(tx, principal, target, change, allowed)
    : NOTHING;
  const gained = plan.gained.map(({ id }) => id);
  const reread = plan.changed.map(({ id }) => id);
  const left = [...plan.lost, ...directs.channelIds];
  const ended = end !== undefined && { expiresAt: end?.toISOString() ?? null };
  return {
    picture,
    events: [
      describeChange(principal, onlyGuest(target), "guest.changed", target, {
        ...ended,
        ...(sponsor && { sponsor }),
        ...data,
      }),
      ...directs.events,
    ],
    withdrawn,
    cut: {
      rooms: plan.takes ? [gateRoom("guest", guestId), ...directs.rooms] : [],
      notice: { event: "access:changed", code: "FORBIDDEN" },
    },
    gained: gained.length + reread.length > 0 ? [{ workspaceId, userId }] : [],
    news: {
      workspaceId,
      channelIds: [...gained, ...left],
      sponsorIds: sponsor?.from ? [sponsor.from.id] : [],
      who: { as: "guest", guestId, left, reread },
    },
  };
}

async function lockConcerned(
  tx: Transaction,
  principal: Principal,
  { id, userId }: GuestTarget,
  change: GuestChange,
): Promise<void> {
  const others = wishesOf(change) ? await listConcerned(tx, principal, sql`${userId}`) : [];
  await lockExclusively(tx, principal, { principals: [id, ...others] });
  await assertHasAccess(tx, principal);
}

const wishesOf = ({ channels, channelIds }: GuestChange) =>
  channels ?? channelIds?.map((id) => ({ id }));

/** @returns the former sponsor and the new one; null if the sponsor stays the same */
async function setSponsor(
  tx: Transaction,
  principal: Principal,
  { id }: GuestTarget,
  { sponsorId }: GuestChange,
): Promise<{ from: Named | null; to: Named } | null> {
  if (sponsorId === undefined) return null;
  const to = await findSponsor(tx, principal.workspace.id, sponsorId, "sponsorId");
  const [given] = await giveSponsor(tx, principal, sql`g.id = ${id}`, to);
  return given ? { from: given.from, to } : null;
}

/**
 * @returns the new end, as far as the workspace's limit allows it, undefined if it stays as it is; and what may be given
 *   now, null if the change is not about access
 */
async function setExpiry(
  tx: Transaction,
  { workspace }: Principal,
  { id: guestId, userId }: GuestTarget,
  change: GuestChange,
): Promise<{ end: Date | null | undefined; allowed: AllowedAccess | null }> {
  const { expiresAt } = change;
  const isAccess = expiresAt !== undefined || wishesOf(change) !== undefined;
  const allowed = isAccess ? await withinLimits(tx, workspace.id, change) : null;
  const end = expiresAt === undefined ? undefined : allowed?.expiresAt;
  if (!(await setEnd(tx, { guestId, workspaceId: workspace.id }, end))) throw notFound("Guest");
  if (isAccess) await noteAccessChange(tx, workspace.id, userId);
  return { end, allowed };
}

interface ChannelsChange {
  plan: PlannedChannels;
  /** For the record. */
  data: Record<string, unknown>;
  /** The invitations that were withdrawn. */
  withdrawn: string[];
  /** Other guests lose a direct conversation with this guest too, if they shared only the removed channel. */
  directs: DroppedDirects;
}

const NOTHING: ChannelsChange = {
  plan: { gained: [], changed: [], widened: [], lost: [], takes: false },
  data: {},
  withdrawn: [],
  directs: NO_DIRECTS,
};

/** Invitations are locked before memberships. */
async function changeChannels(
  tx: Transaction,
  principal: Principal,
  target: GuestTarget,
  change: GuestChange,
  allowed: AllowedAccess,
): Promise<ChannelsChange> {
  const wanted = wishesOf(change);
  if (!wanted) return NOTHING;
  const plan = await planChannels(tx, principal, target, wanted, allowed);
  const withdrawn = plan.takes
    ? await withdrawInvitesBack(tx, principal, target, change.keepInvites)
    : [];
  await setChannels(tx, principal, target, plan);
  const directs = plan.lost.length > 0 ? await dropUnsharedDirects(tx, principal) : NO_DIRECTS;
  const person = { workspaceId: principal.workspace.id, userId: target.userId };
  const given = [...plan.gained, ...plan.changed].map(({ id }) => id);
  const terms = await describeTerms(tx, person, given);
  const data = {
    channelsAdded: plan.gained.map(({ id }) => id),
    channelsRemoved: plan.lost,
    ...(terms.length > 0 && { terms }),
  };
  return { plan, data, withdrawn, directs };
}
