import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import { gateRoom } from "@/lib/rooms";
import type { Transaction } from "../access/revoke";

/**
 * Unseats guests from direct conversations with anybody they no longer share a channel with, and from all of
 * them where the workspace does not allow any. Called in the transaction of every loss of a channel.
 * @returns the gate rooms of those guests, to be cut with the rest
 */
export async function dropUnsharedDirects(tx: Transaction, workspaceId: string): Promise<string[]> {
  const dropped = await rows<{ guestId: string }>(
    sql`DELETE FROM channel_member cm USING channel c, guest g
      WHERE c.id = cm.channel_id AND c.workspace_id = ${workspaceId} AND c.kind = 'direct'
        AND g.workspace_id = c.workspace_id AND g.user_id = cm.user_id
        AND (EXISTS (SELECT 1 FROM organization w WHERE w.id = c.workspace_id AND NOT w.guest_direct)
          OR EXISTS (SELECT 1 FROM channel_member other
          WHERE other.channel_id = c.id AND other.user_id <> cm.user_id
            AND NOT EXISTS (SELECT 1 FROM channel_member mine
              JOIN channel_member theirs ON theirs.channel_id = mine.channel_id
              JOIN channel s ON s.id = mine.channel_id
              WHERE mine.user_id = cm.user_id AND theirs.user_id = other.user_id
                AND s.workspace_id = c.workspace_id AND s.kind = 'channel')))
      RETURNING g.id AS "guestId"`,
    tx,
  );
  return [...new Set(dropped.map((one) => gateRoom("guest", one.guestId)))];
}
