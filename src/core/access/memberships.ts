import { type SQL, sql } from "drizzle-orm";
import { among } from "@/db/among";
import { rowsOf } from "@/db/client";
import type { Transaction } from "./revoke";
import { membershipLasts } from "./rules";

/**
 * A statement, or a part of one, that makes people members of channels if they are not, without terms.
 * @param chosen a SELECT of the channel's id, the person's id, and the `seq` up to which they have read
 */
export function giveMembership(chosen: SQL): SQL {
  return sql`INSERT INTO channel_member (channel_id, user_id, last_read_seq) ${chosen}
    ON CONFLICT DO NOTHING`;
}

/** What a guest is given of one channel. */
export interface ChannelTerms {
  id: string;
  /** `all`; `joining`: what is written from this moment on; or what was written from a time on, in ISO 8601. */
  history: string;
  /** When they leave the channel, in ISO 8601. Null: with the end of their whole access. */
  expiresAt: string | null;
}

/**
 * Makes a guest a member of channels if they are not. What was said before does not count as unread. Only this function
 * and `giveMembership` add memberships.
 */
export async function addChannelMembers(
  tx: Transaction,
  userId: string,
  channels: ChannelTerms[],
): Promise<void> {
  if (channels.length === 0) return;
  const ids = among(channels.map(({ id }) => id));
  await removeChannelMembers(
    tx,
    sql`cm.user_id = ${userId} AND NOT ${membershipLasts()} AND c.id IN ${ids}`,
  );
  await tx.execute(sql`WITH ${termsOf(channels)}
    INSERT INTO channel_member
      (channel_id, user_id, last_read_seq, joined_at, history_from, hidden_up_to, expires_at)
    SELECT t.id, ${userId}, c.last_seq, t.at, t.history_from, ${hiddenUpTo}, t.expires_at
      FROM terms t JOIN channel c ON c.id = t.id
    ON CONFLICT DO NOTHING`);
}

/**
 * Sets the terms of memberships that a guest has.
 * @param anew the guest counts as joining at this moment
 */
export async function setTerms(
  tx: Transaction,
  userId: string,
  channels: ChannelTerms[],
  { anew = false } = {},
): Promise<void> {
  if (channels.length === 0) return;
  await tx.execute(sql`WITH ${termsOf(channels)}
    UPDATE channel_member cm SET history_from = t.history_from, hidden_up_to = ${hiddenUpTo},
      expires_at = t.expires_at, joined_at = ${anew ? sql`t.at` : sql`cm.joined_at`}
    FROM terms t WHERE cm.channel_id = t.id AND cm.user_id = ${userId}`);
}

/** Gives somebody who is a member now the whole of the channels that they are in: a member's access has no terms. */
export async function liftTerms(
  tx: Transaction,
  { workspaceId, userId }: { workspaceId: string; userId: string },
): Promise<void> {
  await tx.execute(sql`UPDATE channel_member cm SET history_from = NULL, hidden_up_to = NULL, expires_at = NULL
    FROM channel c WHERE c.id = cm.channel_id AND c.workspace_id = ${workspaceId} AND cm.user_id = ${userId}
      AND (cm.history_from IS NOT NULL OR cm.expires_at IS NOT NULL)`);
}

function termsOf(channels: ChannelTerms[]): SQL {
  return sql`moment AS MATERIALIZED (SELECT clock_timestamp()::timestamptz(3) AS at),
    terms AS MATERIALIZED (
      SELECT w.id, moment.at, w."expiresAt"::timestamptz AS expires_at, CASE w.history WHEN 'all' THEN NULL
        WHEN 'joining' THEN moment.at ELSE w.history::timestamptz END AS history_from
      FROM moment, jsonb_to_recordset(${JSON.stringify(channels)}::jsonb)
        AS w (id text, history text, "expiresAt" text))`;
}

/** The last message in the channel of terms `t` that they hide. It is looked for from the newest one back. */
const hiddenUpTo = sql`CASE WHEN t.history_from IS NOT NULL THEN (SELECT x.seq FROM message x
  WHERE x.channel_id = t.id AND x.created_at < t.history_from ORDER BY x.seq DESC LIMIT 1) END`;

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
