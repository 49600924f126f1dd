import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import type { Channel } from "@/lib/api-types";
import { gateRoom } from "@/lib/rooms";
import { giveMembership, removeChannelMembers } from "../access/memberships";
import { admit } from "../access/admit";
import { assertHasAccess } from "../access/assert-has-access";
import { dropUnsharedDirects, listConcerned } from "../access/drop-unshared-directs";
import { readRefusal } from "../access/read-refusal";
import { door, liveAccess } from "../access/guards";
import { lockExclusively } from "../access/advisory-locks";
import { assertCan } from "../access/policy";
import type { Principal } from "../access/principal";
import { revoke } from "../access/revoke";
import { notFound } from "../errors";
import { readChannel } from "./channel-row";

/**
 * Joins a public channel.
 * @throws AppError FORBIDDEN (guests are admitted to channels and cannot join), NOT_FOUND, CONFLICT (archived)
 */
export async function joinChannel(principal: Principal, channelId: string): Promise<Channel> {
  assertCan(principal, "channel.join");
  const { workspace, userId } = principal;
  await admit(async (tx) => {
    const joined = await rows<{ joins: boolean }>(
      sql`WITH ${liveAccess(principal)}, ${door(principal, sql`${channelId}`)},
      joined AS (${giveMembership(sql`SELECT c.id, ${userId}, c.last_seq FROM door
        JOIN channel c ON c.id = door.id WHERE door.joins`)})
      SELECT joins FROM door`,
      tx,
    );
    if (joined.length === 0) throw await readRefusal(principal, "Channel", channelId, tx);
    return {
      events: [],
      gained: [{ workspaceId: workspace.id, userId }],
      news: {
        workspaceId: workspace.id,
        channelIds: [channelId],
        ...(joined[0]?.joins && { who: { as: "joiner", userId, joined: [channelId] } }),
      },
    };
  });
  return readChannel(channelId, principal.userId);
}

/**
 * Leaves a channel. The person's connections are cut and come back without it.
 * @throws AppError FORBIDDEN, NOT_FOUND
 */
export async function leaveChannel(principal: Principal, channelId: string): Promise<void> {
  assertCan(principal, "channel.join");
  await revoke(async (tx) => {
    const concerned = await listConcerned(tx, principal, sql`${principal.userId}`);
    await lockExclusively(tx, principal, { principals: concerned });
    await assertHasAccess(tx, principal);
    const left = await removeChannelMembers(
      tx,
      sql`c.workspace_id = ${principal.workspace.id} AND c.id = ${channelId}
        AND cm.user_id = ${principal.userId}`,
    );
    if (left.length === 0) throw notFound("Channel");
    const directs = await dropUnsharedDirects(tx, principal);
    const { id, userId, name, workspace } = principal;
    return {
      events: [
        {
          workspaceId: workspace.id,
          actor: { id: userId, name },
          action: "member.left_channel",
          target: { type: "member", id, name },
          data: { channelIds: [channelId] },
        },
        ...directs.events,
      ],
      cut: {
        rooms: [gateRoom(principal.as, principal.id), ...directs.rooms],
        notice: { event: "access:changed", code: "NOT_FOUND" },
      },
      news: {
        workspaceId: workspace.id,
        channelIds: [channelId, ...directs.channelIds],
        who: { as: "leaver", userId, left: [channelId] },
      },
    };
  });
}
