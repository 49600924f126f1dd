import type { z } from "zod";
import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import type { Guest } from "@/lib/api-types";
import { gateRoom } from "@/lib/rooms";
import type { changeGuestInput } from "@/lib/inputs";
import { addChannelMembers, removeChannelMembers } from "../access/memberships";
import { assertHasAccess } from "../access/assert-has-access";
import { noteAccessChange } from "../access/access-change";
import { authorize } from "../access/authorize";
import { setEnd } from "../access/guest-access";
import { lockExclusively } from "../access/advisory-locks";
import type { Principal } from "../access/principal";
import { revoke, type Transaction } from "../access/revoke";
import { membershipWithChannel } from "../access/rules";
import { withinLimits } from "../access/admission/guest-limits";
import { withdrawInvitesBack } from "../access/withdraw-invites-back";
import { dropKeptNames } from "../access/names/drop-kept-names";
import { assertVisibleChannels } from "../channels/assert-visible-channels";
import {
  type DroppedDirects,
  dropUnsharedDirects,
  listConcerned,
} from "../access/drop-unshared-directs";
import { notFound } from "../errors";
import { removeFormerPicture } from "../pictures/remove-picture";
import { assertAhead } from "./assert-ahead";
import { publishEnding } from "./publish-ending";
import { findGuest, type GuestTarget } from "./find-guest";
import { findSponsor } from "./find-sponsor";
import { giveSponsor, type Named } from "./give-sponsor";

export type GuestChange = z.infer<typeof changeGuestInput>;

/**
 * Changes a guest's channels, the end of their access, or who answers for them. If a channel is removed, the guest's connections are cut and
 * come back with the rest, and the invitations that could bring it back are withdrawn. A new channel is joined at once.
 * @throws AppError FORBIDDEN, NOT_FOUND, VALIDATION (a time that has passed, a sponsor who is not a member), UNAVAILABLE
 */
export async function changeGuest(
  principal: Principal,
  guestId: string,
  change: GuestChange,
): Promise<Guest> {
  const target = await findGuest(principal, guestId);
  await authorize(principal, "guest.manage", target);
  await assertAhead(change.expiresAt);
  const { guest, picture, formerSponsor } = await revoke(async (tx) => {
    const others = change.channelIds
      ? await listConcerned(tx, principal, sql`${target.userId}`)
      : [];
    await lockExclusively(tx, principal, { principals: [guestId, ...others] });
    await assertHasAccess(tx, principal);
    const sponsor = await setSponsor(tx, principal, target, change);
    const end = await setExpiry(tx, principal, target, change);
    const picture = await dropKeptNames(tx, {
      workspaceId: principal.workspace.id,
      userId: target.userId,
    });
    const memberships = await setChannels(tx, principal, target, change);
    const { gained, withdrawn } = memberships;
    const lost = [...memberships.lost, ...memberships.directs.channelIds];
    const { id: workspaceId } = principal.workspace;
    return {
      picture,
      formerSponsor: sponsor.sponsor?.from?.id ?? null,
      events: [
        {
          workspaceId: principal.workspace.id,
          actor: { id: principal.userId, name: principal.name },
          action: "guest.changed",
          target,
          data: {
            ...(end !== undefined && { expiresAt: end?.toISOString() ?? null }),
            ...sponsor,
            ...(change.channelIds && {
              channelsAdded: memberships.gained,
              channelsRemoved: memberships.lost,
            }),
          },
        },
        ...memberships.directs.events,
      ],
      withdrawn,
      cut: {
        rooms:
          memberships.lost.length > 0
            ? [gateRoom("guest", guestId), ...memberships.directs.rooms]
            : [],
        notice: { event: "access:changed", code: "FORBIDDEN" },
      },
      gained: gained.length > 0 ? [{ workspaceId, userId: target.userId }] : [],
      news: {
        workspaceId,
        channelIds: [...gained, ...lost],
        who: { as: "guest", guestId, left: lost },
      },
    };
  });
  await removeFormerPicture(picture);
  if (formerSponsor !== null) {
    await publishEnding({ workspaceId: principal.workspace.id, userId: formerSponsor });
  }
  if (!guest) throw notFound("Guest");
  return guest;
}

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
  const end =
    change.expiresAt === undefined
      ? undefined
      : (await withinLimits(tx, workspace.id, { expiresAt: change.expiresAt })).expiresAt;
  if (!(await setEnd(tx, key, end))) throw notFound("Guest");
  if (change.expiresAt !== undefined || change.channelIds) {
    await noteAccessChange(tx, workspace.id, target.userId);
  }
  return end;
}

interface ChannelsChange {
  gained: string[];
  lost: string[];
  /** The invitations that were withdrawn. */
  withdrawn: string[];
  /** Other guests lose a direct conversation with this guest too, if they shared only the removed channel. */
  directs: DroppedDirects;
}

const NO_DIRECTS: DroppedDirects = { events: [], rooms: [], channelIds: [] };

async function setChannels(
  tx: Transaction,
  principal: Principal,
  target: GuestTarget,
  { channelIds, keepInvites }: GuestChange,
): Promise<ChannelsChange> {
  if (!channelIds) return { gained: [], lost: [], withdrawn: [], directs: NO_DIRECTS };
  const before = await rows<{ id: string }>(
    sql`SELECT cm.channel_id AS id FROM ${membershipWithChannel}
      WHERE c.workspace_id = ${principal.workspace.id} AND c.kind = 'channel'
        AND cm.user_id = ${target.userId}`,
    tx,
  );
  const had = new Set(before.map((row) => row.id));
  const wanted = new Set(channelIds);
  const gained = [...wanted].filter((id) => !had.has(id));
  const lost = [...had].filter((id) => !wanted.has(id));
  await assertVisibleChannels(principal, gained, tx);
  const withdrawn =
    lost.length > 0 ? await withdrawInvitesBack(tx, principal, target, keepInvites) : [];
  await removeChannelMembers(
    tx,
    sql`cm.user_id = ${target.userId}
      AND c.id IN (SELECT jsonb_array_elements_text(${JSON.stringify(lost)}::jsonb))`,
  );
  await addChannelMembers(tx, target.userId, gained);
  const directs = lost.length > 0 ? await dropUnsharedDirects(tx, principal) : NO_DIRECTS;
  return { gained, lost, withdrawn, directs };
}
