import { type SQL, sql } from "drizzle-orm";
import { rowsOf } from "@/db/client";
import type { GuestHistory } from "@/lib/api-types";
import type { Transaction } from "./revoke";

/**
 * A statement, or a part of one, that makes people members of channels if they are not. Nothing else adds memberships.
 * @param chosen a SELECT of the channel's id, the person's id, and the `seq` up to which they have read
 */
export function giveMembership(chosen: SQL): SQL {
  return sql`INSERT INTO channel_member (channel_id, user_id, last_read_seq) ${chosen}
    ON CONFLICT DO NOTHING`;
}

/** Makes somebody a member of channels if they are not. What was said before does not count as unread. */
export async function addChannelMembers(
  tx: Transaction,
  userId: string,
  channelIds: string[],
): Promise<void> {
  await tx.execute(
    giveMembership(sql`SELECT c.id, ${userId}, c.last_seq FROM channel c
      WHERE c.id IN (SELECT jsonb_array_elements_text(${JSON.stringify(channelIds)}::jsonb))`),
  );
}

/** What a guest is given of a channel. */
export interface ChannelTerms {
  channelId: string;
  /** They read everything, or only what is written from now on. */
  history: GuestHistory;
  /** When their access to this channel ends. Null: with their whole access. */
  expiresAt: Date | null;
}

/** Sets what a guest has of channels that they are in. */
export async function setTerms(
  tx: Transaction,
  userId: string,
  terms: ChannelTerms[],
): Promise<void> {
  await tx.execute(sql`WITH moment AS MATERIALIZED (SELECT clock_timestamp() AS at)
    UPDATE channel_member cm SET expires_at = t."expiresAt",
      history_from = CASE WHEN t.history = 'joining' THEN moment.at END
    FROM moment, jsonb_to_recordset(${JSON.stringify(terms)}::jsonb)
      AS t ("channelId" text, history text, "expiresAt" timestamptz)
    WHERE cm.channel_id = t."channelId" AND cm.user_id = ${userId}`);
}

/** Gives somebody who is a member now the whole of the channels that they are in: a member's access has no terms. */
export async function liftTerms(
  tx: Transaction,
  { workspaceId, userId }: { workspaceId: string; userId: string },
): Promise<void> {
  await tx.execute(sql`UPDATE channel_member cm SET history_from = NULL, expires_at = NULL FROM channel c
    WHERE c.id = cm.channel_id AND c.workspace_id = ${workspaceId} AND cm.user_id = ${userId}
      AND (cm.history_from IS NOT NULL OR cm.expires_at IS NOT NULL)`);
}

export interface LostMembership {
  channelId: string;
  userId: string;
}

/**
 * Takes memberships away. Nothing else removes them. Somebody who loses theirs in a direct conversation counts as away
 * from the next message on. The conversation's row is locked, so that every message is clearly before or after that.
 * Memberships are locked before conversations, each in one order, as sending a message locks them: two losses at once
 * may concern the same rows, and must not deadlock.
 * @param chosen condition on membership `cm` in channel `c`
 */
export async function removeChannelMembers(
  tx: Transaction,
  chosen: SQL,
): Promise<LostMembership[]> {
  return rowsOf(
    { channelId: sql<string>`cm.channel_id`, userId: sql<string>`cm.user_id` },
    (list) => sql`WITH chosen AS MATERIALIZED (
        SELECT cm.channel_id, cm.user_id, cm.last_read_seq
        FROM channel_member cm JOIN channel c ON c.id = cm.channel_id
        WHERE ${chosen} ORDER BY cm.channel_id, cm.user_id FOR UPDATE OF cm),
      direct AS MATERIALIZED (
        SELECT c.id, c.last_seq, c.absences FROM channel c
        WHERE c.kind = 'direct' AND c.id IN (SELECT channel_id FROM chosen)
        ORDER BY c.id FOR NO KEY UPDATE),
      noted AS (
        SELECT direct.id, coalesce(direct.absences, '[]') || jsonb_agg(jsonb_build_object(
          'userId', chosen.user_id, 'after', direct.last_seq, 'read', chosen.last_read_seq)) AS absences
        FROM direct JOIN chosen ON chosen.channel_id = direct.id GROUP BY direct.id, direct.absences),
      away AS (
        UPDATE channel c SET absences = noted.absences FROM noted WHERE c.id = noted.id)
      DELETE FROM channel_member cm USING chosen
      WHERE cm.channel_id = chosen.channel_id AND cm.user_id = chosen.user_id
      RETURNING ${list}`,
    tx,
  );
}
