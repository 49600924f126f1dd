import { sql } from "drizzle-orm";
import { type Database, db, rows } from "@/db/client";
import type { Channel, ChannelChange } from "@/lib/api-types";
import { toIso } from "@/lib/to-iso";
import { peopleOf } from "../access/names/kept-names";
import { guestCount, isChannelMember, ownMembership, readable, memberCount } from "../access/rules";

/** More than this is not counted: it is shown as "99+". */
export const ENOUGH = 100;

export interface ChannelRow
  extends Omit<Channel, "createdAt" | "archivedAt" | "people" | "mentionCount"> {
  people: Channel["people"] | null;
  createdAt: string;
  archivedAt: string | null;
}

const mine = sql`mine.user_id`;

/** Columns of a channel `c` for the person whose membership, if any, is `mine`. */
export const channelColumns = sql`c.id, c.kind, mine.muted_at IS NOT NULL AS muted,
  CASE WHEN c.kind = 'direct' THEN (SELECT json_agg(json_build_object('id', u.id, 'name', u.name,
      'guest', EXISTS (SELECT 1 FROM guest g WHERE g.user_id = u.id AND g.workspace_id = c.workspace_id),
      'here', ${isChannelMember(sql`u.id`, sql`c.id`)})
      ORDER BY u.name)
    FROM ${peopleOf(sql`c.workspace_id`)} u WHERE u.id = ANY (string_to_array(c.direct_key, ' '))) END AS people,
  coalesce((SELECT json_agg(t.seq ORDER BY t.seq) FROM (
    SELECT t.seq FROM mention t
      JOIN message x ON x.channel_id = t.channel_id AND x.seq = t.seq AND x.deleted_at IS NULL
        AND ${readable(mine, sql`x`)}
      WHERE t.user_id = mine.user_id AND t.channel_id = c.id AND t.seq > mine.last_read_seq
        AND t.thread_id IS NULL
    UNION SELECT t.seq FROM message t WHERE t.channel_id = c.id AND t.mentions_all
      AND t.deleted_at IS NULL AND t.seq > mine.last_read_seq AND t.author_id <> mine.user_id
      AND ${readable(mine, sql`t`)}
    ORDER BY seq DESC LIMIT ${ENOUGH}) t), '[]'::json) AS "mentionSeqs",
  (SELECT count(*)::int FROM (
    SELECT 1 FROM message t WHERE t.channel_id = c.id AND t.seq > mine.last_read_seq
      AND t.parent_id IS NULL AND t.deleted_at IS NULL AND t.author_id <> mine.user_id
      AND ${readable(mine, sql`t`)}
    LIMIT ${ENOUGH}) t) AS "unreadCount",
  coalesce((SELECT json_agg(json_build_object('threadId', t.thread_id, 'seq', t.seq) ORDER BY t.seq) FROM (
    SELECT t.thread_id, t.seq FROM mention t
      JOIN message x ON x.channel_id = t.channel_id AND x.seq = t.seq AND x.deleted_at IS NULL
        AND ${readable(mine, sql`x`)}
      JOIN thread_follow f ON f.message_id = t.thread_id AND f.user_id = t.user_id AND f.following
      WHERE t.user_id = mine.user_id AND t.channel_id = c.id AND t.thread_id IS NOT NULL
    ORDER BY t.seq DESC LIMIT ${ENOUGH}) t), '[]'::json) AS "unseenReplies",
   c.name, c.topic, c.visibility, c.last_seq AS "lastSeq",
  c.last_rev AS "lastRev", coalesce(mine.last_read_seq, 0) AS "lastReadSeq",
  ${memberCount} AS "memberCount",
  mine.user_id IS NOT NULL AS joined, c.created_at AS "createdAt", c.archived_at AS "archivedAt",
  ${guestCount} AS "guestCount"`;

export function toChannel(row: ChannelRow): Channel {
  return {
    id: row.id,
    name: row.name,
    topic: row.topic,
    visibility: row.visibility,
    lastSeq: row.lastSeq,
    lastRev: row.lastRev,
    lastReadSeq: row.lastReadSeq,
    joined: row.joined,
    kind: row.kind,
    people: row.people ?? [],
    muted: row.muted,
    mentionCount: row.mentionSeqs.length,
    mentionSeqs: row.mentionSeqs,
    unreadCount: row.unreadCount,
    unseenReplies: row.unseenReplies,
    memberCount: row.memberCount,
    guestCount: row.guestCount,
    createdAt: toIso(row.createdAt),
    archivedAt: row.archivedAt && toIso(row.archivedAt),
  };
}

/** One channel as a person has it. The caller has authorized. */
export async function readChannel(
  channelId: string,
  userId: string,
  on: Pick<Database, "execute"> = db(),
): Promise<Channel> {
  const [row] = await rows<ChannelRow>(
    sql`SELECT ${channelColumns} FROM channel c
      ${ownMembership(userId)}
      WHERE c.id = ${channelId}`,
    on,
  );
  if (!row) throw new Error(`channel ${channelId} vanished`);
  return toChannel(row);
}

/** A channel as told to many at once. */
export function forEveryone(channel: Channel): ChannelChange {
  const {
    lastReadSeq,
    joined,
    muted,
    mentionCount,
    mentionSeqs,
    unreadCount,
    unseenReplies,
    ...shared
  } = channel;
  return shared;
}
