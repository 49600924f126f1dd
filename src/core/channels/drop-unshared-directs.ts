import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import { gateRoom } from "@/lib/rooms";
import { peopleOf } from "../access/kept-names";
import type { Principal } from "../access/principal";
import type { GatesLost, Transaction } from "../access/revoke";

interface Dropped {
  guestId: string;
  name: string;
  channelIds: string[];
}

export interface DroppedDirects extends Pick<GatesLost, "events" | "rooms"> {
  channelIds: string[];
}

/**
 * Unseats guests from direct conversations with anybody they no longer share a channel with, and from all of
 * them where the workspace does not allow any. Called in the transaction of every loss of a channel. The seats are
 * locked in one order: two losses at once may concern the same conversation.
 * @param by whoever's act it is, for the record
 * @returns an event for each of those guests, and their gate rooms, to be recorded and cut with the rest; and the
 * conversations, to be told of after the commit
 */
export async function dropUnsharedDirects(
  tx: Transaction,
  by: { userId: string; name: string; workspace: Pick<Principal["workspace"], "id"> },
): Promise<DroppedDirects> {
  const { workspace, userId, name } = by;
  const dropped = await rows<Dropped>(
    sql`WITH unshared AS (
        SELECT cm.channel_id, cm.user_id FROM channel_member cm
        JOIN channel c ON c.id = cm.channel_id AND c.workspace_id = ${workspace.id} AND c.kind = 'direct'
        JOIN guest g ON g.workspace_id = c.workspace_id AND g.user_id = cm.user_id
        WHERE EXISTS (SELECT 1 FROM organization w WHERE w.id = c.workspace_id AND NOT w.guest_direct)
          OR EXISTS (SELECT 1 FROM channel_member other
          WHERE other.channel_id = c.id AND other.user_id <> cm.user_id
            AND NOT EXISTS (SELECT 1 FROM channel_member mine
              JOIN channel_member theirs ON theirs.channel_id = mine.channel_id
              JOIN channel s ON s.id = mine.channel_id
              WHERE mine.user_id = cm.user_id AND theirs.user_id = other.user_id
                AND s.workspace_id = c.workspace_id AND s.kind = 'channel'))
        ORDER BY cm.channel_id, cm.user_id FOR UPDATE OF cm),
      gone AS (
        DELETE FROM channel_member cm USING unshared u
        WHERE cm.channel_id = u.channel_id AND cm.user_id = u.user_id
        RETURNING cm.channel_id, cm.user_id)
      SELECT g.id AS "guestId", u.name, json_agg(gone.channel_id) AS "channelIds"
      FROM gone JOIN guest g ON g.workspace_id = ${workspace.id} AND g.user_id = gone.user_id
      JOIN ${peopleOf(workspace.id)} u ON u.id = g.user_id GROUP BY g.id, u.name`,
    tx,
  );
  return {
    events: dropped.map((one) => ({
      workspaceId: workspace.id,
      actor: { id: userId, name },
      action: "guest.changed",
      target: { type: "guest", id: one.guestId, name: one.name },
      data: { directsRemoved: one.channelIds },
    })),
    rooms: dropped.map((one) => gateRoom("guest", one.guestId)),
    channelIds: dropped.flatMap((one) => one.channelIds),
  };
}
