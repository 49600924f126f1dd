import { type SQL, sql } from "drizzle-orm";
import { rowsOf } from "@/db/client";
import type { RowOf } from "@/db/columns";
import type { ChannelPerson } from "@/lib/api-types";
import { gateRoom } from "@/lib/rooms";
import { toIso } from "@/lib/to-iso";
import { giveMembership, removeChannelMembers } from "../access/memberships";
import { admit } from "../access/admit";
import { assertHasAccess } from "../access/assert-has-access";
import { dropUnsharedDirects, listConcerned } from "../access/drop-unshared-directs";
import { readRefusal } from "../access/read-refusal";
import { door, liveAccess } from "../access/guards";
import { lockExclusively } from "../access/advisory-locks";
import { peopleOf } from "../access/names/kept-names";
import { assertCan } from "../access/policy";
import type { Principal } from "../access/principal";
import type { AuditDraft } from "../access/record";
import { revoke, type Transaction } from "../access/revoke";
import { isThere, knowsEnds, knowsSponsor } from "../access/people-rules";
import { isEnded, membershipWithChannel, visible } from "../access/rules";
import { notFound } from "../errors";
import { isOnline } from "../presence/note-presence";

/**
 * Lists the people in a channel. A guest is listed with their sponsor, if the principal may know the sponsor. A guest
 * gets only the people who have access.
 * @throws AppError NOT_FOUND, GUEST_LOCKED, GUEST_EXPIRED
 */
export async function listChannelMembers(
  principal: Principal,
  channelId: string,
): Promise<ChannelPerson[]> {
  const found = await rowsOf(
    {
      id: sql<string>`u.id`,
      name: sql<string>`u.name`,
      image: sql<string | null>`u.image`,
      as: sql<ChannelPerson["as"]>`coalesce(m.role, 'guest')`,
      sponsor: sql<string | null>`i.name`,
      ended: knowsEnds(principal) ? isEnded : undefined,
      historyFrom: knowsEnds(principal) ? sql<string | null>`cm.history_from` : undefined,
      online: isOnline(principal.workspace.id),
    },
    (list) => sql`SELECT ${list} FROM ${membershipWithChannel}
    JOIN ${peopleOf(principal.workspace.id)} u ON u.id = cm.user_id
    LEFT JOIN member m ON m.organization_id = c.workspace_id AND m.user_id = u.id
    LEFT JOIN guest g ON g.workspace_id = c.workspace_id AND g.user_id = u.id AND m.id IS NULL
    LEFT JOIN ${peopleOf(principal.workspace.id)} i ON i.id = g.sponsor_id
      AND ${knowsSponsor(principal, sql`u.id`, sql`g.sponsor_id`)}
    WHERE c.id = ${channelId} AND ${visible(principal)} AND ${isThere(principal)}
    ORDER BY lower(u.name), u.id`,
  );
  if (found.length === 0) throw await readRefusal(principal, "Channel");
  return found.map(({ historyFrom, ...person }) => ({
    ...person,
    ...(historyFrom && { historyFrom: toIso(historyFrom) }),
  }));
}

/**
 * Adds a member of the workspace to a channel that the principal can see. Guests are admitted on the Guests page
 * instead.
 * @throws AppError FORBIDDEN, NOT_FOUND
 */
export async function addChannelMember(
  principal: Principal,
  { channelId, userId }: { channelId: string; userId: string },
): Promise<void> {
  assertCan(principal, "channel.addPerson");
  const { id: workspaceId } = principal.workspace;
  await admit(async (tx) => {
    const [membership] = await rowsOf(
      { ...membershipColumns, made: sql<boolean>`EXISTS (SELECT 1 FROM made)` },
      (list) => insertMembership(principal, channelId, userId, list),
      tx,
    );
    if (!membership) throw await readRefusal(principal, "Channel or person", channelId, tx);
    return {
      events: membership.made
        ? [describeChange(principal, "member.seated", channelId, membership)]
        : [],
      gained: [{ workspaceId, userId }],
      news: {
        workspaceId,
        channelIds: [channelId],
        ...(membership.made && { who: { as: "joiner", userId, joined: [channelId] } }),
      },
    };
  });
}

/** Columns of member `m`, who is `u`, for the record. */
const membershipColumns = { memberId: sql<string>`m.id`, name: sql<string>`u.name` };

type Membership = RowOf<typeof membershipColumns>;

function insertMembership(principal: Principal, channelId: string, userId: string, list: SQL): SQL {
  return sql`
    WITH ${liveAccess(principal)}, ${door(principal, sql`${channelId}`)},
    made AS (${giveMembership(sql`SELECT c.id, m.user_id, c.last_seq
      FROM door JOIN channel c ON c.id = door.id AND c.kind = 'channel'
      JOIN member m ON m.organization_id = c.workspace_id AND m.user_id = ${userId}`)}
      RETURNING channel_id)
    SELECT ${list} FROM door
    JOIN member m ON m.organization_id = ${principal.workspace.id} AND m.user_id = ${userId}
    JOIN "user" u ON u.id = m.user_id`;
}

/**
 * The audit event names the channel by its id alone: an admin who reads it may not know the name of a private channel.
 */
function describeChange(
  { workspace, userId, name }: Principal,
  action: "member.seated" | "member.unseated",
  channelId: string,
  membership: Membership,
): AuditDraft {
  return {
    workspaceId: workspace.id,
    actor: { id: userId, name },
    action,
    target: { type: "member", id: membership.memberId, name: membership.name },
    data: { channelIds: [channelId] },
  };
}

/**
 * Removes a member from a channel and cuts their connections, which come back without the channel.
 * @throws AppError FORBIDDEN, NOT_FOUND
 */
export async function removeChannelMember(
  principal: Principal,
  { channelId, userId }: { channelId: string; userId: string },
): Promise<void> {
  assertCan(principal, "channel.removePerson");
  await revoke(async (tx) => {
    const concerned = await listConcerned(tx, principal, sql`${userId}`);
    await lockExclusively(tx, principal, { principals: concerned });
    await assertHasAccess(tx, principal);
    const lost = await deleteMembership(tx, principal, channelId, userId);
    const directs = await dropUnsharedDirects(tx, principal);
    return {
      events: [describeChange(principal, "member.unseated", channelId, lost), ...directs.events],
      cut: {
        rooms: [gateRoom("member", lost.memberId), ...directs.rooms],
        notice: { event: "access:changed", code: "NOT_FOUND" },
      },
      news: {
        workspaceId: principal.workspace.id,
        channelIds: [channelId, ...directs.channelIds],
        who: { as: "leaver", userId, left: [channelId] },
      },
    };
  });
}

async function deleteMembership(
  tx: Transaction,
  principal: Principal,
  channelId: string,
  userId: string,
): Promise<Membership> {
  const [membership] = await rowsOf(
    membershipColumns,
    (list) => sql`SELECT ${list} FROM member m JOIN "user" u ON u.id = m.user_id
      WHERE m.organization_id = ${principal.workspace.id} AND m.user_id = ${userId}`,
    tx,
  );
  const chosen = sql`c.id = ${channelId} AND c.kind = 'channel' AND cm.user_id = ${userId}
    AND ${visible(principal)}`;
  if (!membership || (await removeChannelMembers(tx, chosen)).length === 0)
    throw notFound("Channel or person");
  return membership;
}
