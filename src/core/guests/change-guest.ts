import type { z } from "zod";
import { sql } from "drizzle-orm";
import type { Guest } from "@/lib/api-types";
import { gateRoom } from "@/lib/rooms";
import type { changeGuestInput } from "@/lib/inputs";
import { withinLimits } from "../access/admission/guest-limits";
import { assertHasAccess } from "../access/assert-has-access";
import { noteAccessChange } from "../access/access-change";
import { authorize } from "../access/authorize";
import { setEnd } from "../access/guest-access";
import { lockExclusively } from "../access/advisory-locks";
import type { Principal } from "../access/principal";
import { revoke, type Transaction } from "../access/revoke";
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
import { findGuest, type GuestTarget } from "./find-guest";
import { findSponsor } from "./find-sponsor";
import { giveSponsor, type Named } from "./give-sponsor";
import {
  describeTerms,
  type PlannedChannels,
  planChannels,
  setChannels,
} from "./set-guest-channels";

export type GuestChange = z.infer<typeof changeGuestInput>;

/**
 * Changes a guest's channels, their terms, the end of their access, or who answers for them. If a channel is removed, less of its history is
 * given, or its end is brought forward, the guest's connections are cut and come back with the rest, and the invitations
 * that could bring it back are withdrawn. What is gained reaches open pages at once.
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
  const { guest, picture } = await revoke(async (tx) => {
    const others = wishesOf(change)
      ? await listConcerned(tx, principal, sql`${target.userId}`)
      : [];
    await lockExclusively(tx, principal, { principals: [guestId, ...others] });
    await assertHasAccess(tx, principal);
    const sponsor = await setSponsor(tx, principal, target, change);
    const end = await setExpiry(tx, principal, target, change);
    const { id: workspaceId } = principal.workspace;
    const picture = await dropKeptNames(tx, { workspaceId, userId: target.userId });
    const channels = await changeChannels(tx, principal, target, change);
    const { plan, directs } = channels;
    const gained = plan.gained.map(({ id }) => id);
    const reread = plan.changed.map(({ id }) => id);
    const left = [...plan.lost, ...directs.channelIds];
    return {
      picture,
      events: [
        {
          workspaceId,
          actor: { id: principal.userId, name: principal.name },
          action: "guest.changed",
          target,
          data: {
            ...(end !== undefined && { expiresAt: end?.toISOString() ?? null }),
            ...sponsor,
            ...channels.data,
          },
        },
        ...directs.events,
      ],
      withdrawn: channels.withdrawn,
      cut: {
        rooms: plan.takes ? [gateRoom("guest", guestId), ...directs.rooms] : [],
        notice: { event: "access:changed", code: "FORBIDDEN" },
      },
      gained: gained.length + reread.length > 0 ? [{ workspaceId, userId: target.userId }] : [],
      news: {
        workspaceId,
        channelIds: [...gained, ...left],
        sponsorIds: sponsor.sponsor?.from ? [sponsor.sponsor.from.id] : [],
        who: { as: "guest", guestId, left, reread },
      },
    };
  });
  await removeFormerPicture(picture);
  if (!guest) throw notFound("Guest");
  return guest;
}

const wishesOf = ({ channels, channelIds }: GuestChange) =>
  channels ?? channelIds?.map((id) => ({ id }));

/** @returns what goes on record of it */
async function setSponsor(
  tx: Transaction,
  principal: Principal,
  { id }: GuestTarget,
  { sponsorId }: GuestChange,
): Promise<{ sponsor?: { from: Named | null; to: Named } }> {
  if (sponsorId === undefined) return {};
  const to = await findSponsor(tx, principal.workspace.id, sponsorId, "sponsorId");
  const [given] = await giveSponsor(tx, principal, sql`g.id = ${id}`, to);
  return given ? { sponsor: { from: given.from, to } } : {};
}

/** @returns the new end, as far as the workspace's limit allows it; undefined if it stays as it is */
async function setExpiry(
  tx: Transaction,
  { workspace }: Principal,
  target: GuestTarget,
  change: GuestChange,
): Promise<Date | null | undefined> {
  const key = { guestId: target.id, workspaceId: workspace.id };
  const { expiresAt, channels } = change;
  const isWished = expiresAt !== undefined || channels !== undefined;
  const within = isWished ? await withinLimits(tx, workspace.id, { expiresAt, channels }) : null;
  const end = expiresAt === undefined ? undefined : within?.expiresAt;
  if (!(await setEnd(tx, key, end))) throw notFound("Guest");
  if (change.expiresAt !== undefined || wishesOf(change)) {
    await noteAccessChange(tx, workspace.id, target.userId);
  }
  return end;
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
  plan: { gained: [], changed: [], lost: [], takes: false },
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
): Promise<ChannelsChange> {
  const wanted = wishesOf(change);
  if (!wanted) return NOTHING;
  const plan = await planChannels(tx, principal, target, wanted);
  const withdrawn = plan.takes
    ? await withdrawInvitesBack(tx, principal, target, change.keepInvites)
    : [];
  await setChannels(tx, principal, target, plan);
  const directs = plan.lost.length > 0 ? await dropUnsharedDirects(tx, principal) : NO_DIRECTS;
  const terms = await describeTerms(tx, principal, target, plan);
  const data = {
    channelsAdded: plan.gained.map(({ id }) => id),
    channelsRemoved: plan.lost,
    ...(terms.length > 0 && { terms }),
  };
  return { plan, data, withdrawn, directs };
}
