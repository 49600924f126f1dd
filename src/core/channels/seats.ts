import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import type { ChannelPerson } from "@/lib/api-types";
import { gateRoom } from "@/lib/rooms";
import { assertStands } from "../access/assert-stands";
import { explainRefusal } from "../access/explain";
import { assertCan } from "../access/policy";
import type { Principal } from "../access/principal";
import { door, standing, visible } from "../access/queries";
import { revoke } from "../access/revoke";
import { notFound } from "../errors";
import { isOnline } from "../presence/note-presence";
import { realtime } from "../realtime";
import { dropUnsharedDirects } from "./drop-unshared-directs";

/**
 * Who sits in a channel, guests named with their sponsor.
 * @throws AppError NOT_FOUND, GUEST_LOCKED, GUEST_EXPIRED
 */
export async function listSeats(principal: Principal, channelId: string): Promise<ChannelPerson[]> {
  const found = await rows<ChannelPerson>(sql`
    SELECT u.id, u.name, u.image, coalesce(m.role, 'guest') AS "as", i.name AS sponsor,
      ${isOnline(principal.workspace.id)} AS online
    FROM channel c JOIN channel_member cm ON cm.channel_id = c.id JOIN "user" u ON u.id = cm.user_id
    LEFT JOIN member m ON m.organization_id = c.workspace_id AND m.user_id = u.id
    LEFT JOIN guest g ON g.workspace_id = c.workspace_id AND g.user_id = u.id AND m.id IS NULL
    LEFT JOIN "user" i ON i.id = g.invited_by
    WHERE c.id = ${channelId} AND ${visible(principal)} ORDER BY lower(u.name), u.id`);
  if (found.length === 0) throw await explainRefusal(principal, "Channel");
  return found;
}

/**
 * Seats a member of the workspace in a channel that the principal can see. Guests are admitted on the
 * Guests page instead.
 * @throws AppError FORBIDDEN, NOT_FOUND
 */
export async function addSeat(
  principal: Principal,
  { channelId, userId }: { channelId: string; userId: string },
): Promise<void> {
  assertCan(principal, "channel.seat");
  const seated = await rows(sql`
    WITH ${standing(principal)}, ${door(principal, sql`${channelId}`)},
    made AS (INSERT INTO channel_member (channel_id, user_id, last_read_seq)
      SELECT c.id, m.user_id, c.last_seq FROM door JOIN channel c ON c.id = door.id AND c.kind = 'channel'
      JOIN member m ON m.organization_id = c.workspace_id AND m.user_id = ${userId}
      ON CONFLICT DO NOTHING RETURNING channel_id)
    SELECT (SELECT count(*) FROM made) FROM door JOIN member m
      ON m.organization_id = ${principal.workspace.id} AND m.user_id = ${userId}`);
  if (seated.length === 0) throw await explainRefusal(principal, "Channel or person", channelId);
  await realtime().widen([{ workspaceId: principal.workspace.id, userId }]);
}

/**
 * Takes a member's seat in a channel away and cuts their connections, which come back without it.
 * @throws AppError FORBIDDEN, NOT_FOUND
 */
export async function removeSeat(
  principal: Principal,
  { channelId, userId }: { channelId: string; userId: string },
): Promise<void> {
  assertCan(principal, "channel.unseat");
  await revoke(async (tx) => {
    await assertStands(tx, principal);
    const [lost] = await rows<{ memberId: string }>(
      sql`DELETE FROM channel_member cm USING channel c, member m
        WHERE c.id = cm.channel_id AND c.kind = 'channel' AND cm.channel_id = ${channelId}
          AND cm.user_id = ${userId} AND m.organization_id = c.workspace_id AND m.user_id = cm.user_id
          AND ${visible(principal)} RETURNING m.id AS "memberId"`,
      tx,
    );
    if (!lost) throw notFound("Channel or person");
    const directs = await dropUnsharedDirects(tx, principal.workspace.id);
    return {
      events: [],
      rooms: [gateRoom("member", lost.memberId), ...directs],
      notice: { event: "access:changed", code: "NOT_FOUND" },
      at: new Date(),
    };
  });
}
