import { type SQL, sql } from "drizzle-orm";
import { rows, rowsOf } from "@/db/client";
import { gateRoom } from "@/lib/rooms";
import { type LostMembership, removeChannelMembers } from "./memberships";
import { peopleOf } from "./names/kept-names";
import type { Principal } from "./principal";
import type { AuditDraft } from "./record";
import type { Transaction } from "./revoke";
import { allowsGuestDirects, shareChannel } from "./people-rules";
import { isChannelMember, membershipWithChannel } from "./rules";

export interface DroppedDirects {
  events: AuditDraft[];
  /** The gate rooms of the guests who lost a conversation. */
  rooms: string[];
  channelIds: string[];
}

export const NO_DIRECTS: DroppedDirects = { events: [], rooms: [], channelIds: [] };

/**
 * Whose access a loss of channels concerns, to be locked for it: the person's own, and that of each guest who has a
 * direct conversation with them.
 * @param userId the person who loses channels; null where all guests may lose their direct conversations
 * @returns ids of `member` and `guest` rows
 */
export async function listConcerned(
  tx: Transaction,
  { workspace }: { workspace: Pick<Principal["workspace"], "id"> },
  userId: SQL | null,
): Promise<string[]> {
  const found = await rows<{ id: string }>(
    sql`SELECT g.id FROM guest g WHERE g.workspace_id = ${workspace.id} AND EXISTS (
        SELECT 1 FROM ${membershipWithChannel}
        WHERE c.kind = 'direct' AND c.workspace_id = g.workspace_id AND cm.user_id = g.user_id AND ${
          userId === null ? sql`true` : isChannelMember(userId, sql`c.id`)
        })
      UNION SELECT p.id FROM guest p WHERE p.workspace_id = ${workspace.id} AND p.user_id = ${userId}
      UNION SELECT p.id FROM member p WHERE p.organization_id = ${workspace.id} AND p.user_id = ${userId}`,
    tx,
  );
  return found.map((row) => row.id);
}

/**
 * Removes guests from direct conversations with anybody with whom they no longer share a channel, and from all of them
 * where the workspace does not allow any. Called in the transaction of every loss of a channel.
 * @param by the workspace, and for the record the person who acts; nobody where time does
 * @returns an event for each of those guests and their gate rooms, to be recorded and cut with the rest; and the
 *   conversations, which are published after the commit
 */
export async function dropUnsharedDirects(
  tx: Transaction,
  by: { userId?: string; name?: string; workspace: Pick<Principal["workspace"], "id"> },
): Promise<DroppedDirects> {
  const { workspace, userId, name } = by;
  const lost = await removeChannelMembers(
    tx,
    sql`c.workspace_id = ${workspace.id} AND c.kind = 'direct'
      AND EXISTS (SELECT 1 FROM guest g WHERE g.workspace_id = c.workspace_id AND g.user_id = cm.user_id)
      AND (NOT ${allowsGuestDirects(sql`c.workspace_id`)}
        OR EXISTS (SELECT 1 FROM channel_member other
          WHERE other.channel_id = c.id AND other.user_id <> cm.user_id
            AND NOT ${shareChannel(sql`c.workspace_id`, sql`cm.user_id`, sql`other.user_id`)}))`,
  );
  const dropped = await nameGuests(tx, workspace.id, lost);
  return {
    events: dropped.map((one) => ({
      workspaceId: workspace.id,
      actor: userId !== undefined && name !== undefined ? { id: userId, name } : null,
      action: "guest.changed",
      target: { type: "guest", id: one.guestId, name: one.name },
      data: { directsRemoved: one.channelIds },
    })),
    rooms: dropped.map((one) => gateRoom("guest", one.guestId)),
    channelIds: dropped.flatMap((one) => one.channelIds),
  };
}

function nameGuests(tx: Transaction, workspaceId: string, lost: LostMembership[]) {
  return rowsOf(
    {
      guestId: sql<string>`g.id`,
      name: sql<string>`u.name`,
      channelIds: sql<string[]>`json_agg(l."channelId")`,
    },
    (list) => sql`SELECT ${list}
      FROM jsonb_to_recordset(${JSON.stringify(lost)}::jsonb) AS l ("channelId" text, "userId" text)
      JOIN guest g ON g.workspace_id = ${workspaceId} AND g.user_id = l."userId"
      JOIN ${peopleOf(workspaceId)} u ON u.id = g.user_id GROUP BY g.id, u.name`,
    tx,
  );
}
