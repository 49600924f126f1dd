import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import type { Channel } from "@/lib/api-types";
import { gateRoom } from "@/lib/rooms";
import { removeChannelMembers } from "../access/absences";
import { assertStands } from "../access/assert-stands";
import { dropUnsharedDirects, listConcerned } from "../access/drop-unshared-directs";
import { explainRefusal } from "../access/explain-refusal";
import { door, liveAccess } from "../access/guards";
import { holdStill } from "../access/hold-still";
import { assertCan } from "../access/policy";
import type { Principal } from "../access/principal";
import { revoke } from "../access/revoke";
import { notFound } from "../errors";
import { publishParting } from "../people/publish-person";
import { realtime } from "../realtime";
import { readChannel } from "./channel-row";
import { publishChannels } from "./publish-channels";

/**
 * Joins a public channel.
 * @throws AppError FORBIDDEN (guests are admitted to channels and cannot join), NOT_FOUND, CONFLICT (archived)
 */
export async function joinChannel(principal: Principal, channelId: string): Promise<Channel> {
  assertCan(principal, "channel.join");
  const joined = await rows<{ joins: boolean }>(sql`
    WITH ${liveAccess(principal)}, ${door(principal, sql`${channelId}`)},
    joined AS (
      INSERT INTO channel_member (channel_id, user_id, last_read_seq)
      SELECT c.id, ${principal.userId}, c.last_seq FROM door JOIN channel c ON c.id = door.id
      WHERE door.joins ON CONFLICT DO NOTHING RETURNING channel_id)
    SELECT joins, (SELECT count(*)::int FROM joined) FROM door`);
  if (joined.length === 0) throw await explainRefusal(principal, "Channel", channelId);
  await realtime().widen([{ workspaceId: principal.workspace.id, userId: principal.userId }]);
  await publishChannels([channelId]);
  return readChannel(channelId, principal.userId);
}

/**
 * Leaves a channel. The person's connections are cut and come back without it.
 * @throws AppError FORBIDDEN, NOT_FOUND
 */
export async function leaveChannel(principal: Principal, channelId: string): Promise<void> {
  assertCan(principal, "channel.join");
  let directIds: string[] = [];
  await revoke(async (tx) => {
    const concerned = await listConcerned(tx, principal, sql`${principal.userId}`);
    await holdStill(tx, principal, { principals: concerned });
    await assertStands(tx, principal);
    const left = await removeChannelMembers(
      tx,
      sql`c.workspace_id = ${principal.workspace.id} AND c.id = ${channelId}
        AND cm.user_id = ${principal.userId}`,
    );
    if (left.length === 0) throw notFound("Channel");
    const directs = await dropUnsharedDirects(tx, principal);
    directIds = directs.channelIds;
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
      rooms: [gateRoom(principal.as, principal.id), ...directs.rooms],
      notice: { event: "access:changed", code: "NOT_FOUND" },
    };
  });
  await publishChannels([channelId, ...directIds]);
  const { workspace, userId } = principal;
  await publishParting({ workspaceId: workspace.id, userId }, [channelId]);
}
