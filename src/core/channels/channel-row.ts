import { type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { among } from "@/db/among";
import { type Database, db, rowsOf } from "@/db/client";
import type { RowOf } from "@/db/columns";
import { channel } from "@/db/schema";
import type { Channel, SharedChannel, UnseenReply } from "@/lib/api-types";
import { pick } from "@/lib/pick";
import { toIso } from "@/lib/to-iso";
import { peopleOf } from "../access/names/kept-names";
import { readable } from "../access/message-rules";
import { guestCount, isChannelMember, ownMembership, memberCount } from "../access/rules";
import { MAX_COUNTED, unreadCount, unreadMentions } from "./unread-count";

const c = alias(channel, "c");

/** Columns of a channel `c`, as it is for everybody. What is told to many is read by these, and has no others. */
export const sharedColumns = {
  id: c.id,
  name: c.name,
  topic: c.topic,
  visibility: c.visibility,
  lastSeq: c.lastSeq,
  lastRev: c.lastRev,
  kind: sql<Channel["kind"]>`c.kind`,
  people: sql<Channel["people"] | null>`CASE WHEN c.kind = 'direct' THEN (
    SELECT json_agg(json_build_object('id', u.id, 'name', u.name,
      'guest', EXISTS (SELECT 1 FROM guest g WHERE g.user_id = u.id AND g.workspace_id = c.workspace_id),
      'here', ${isChannelMember(sql`u.id`, sql`c.id`)})
      ORDER BY u.name)
    FROM ${peopleOf(sql`c.workspace_id`)} u WHERE u.id = ANY (string_to_array(c.direct_key, ' '))) END`,
  memberCount,
  guestCount,
  createdAt: c.createdAt,
  archivedAt: c.archivedAt,
};

const mine = { userId: sql`mine.user_id`, membership: sql`mine` };

/** The condition that there is anything after what the person has read. Nothing is counted in the other channels. */
const isBehind = sql`c.last_seq > mine.last_read_seq`;

/** Columns of a channel `c` for the person whose membership, if any, is `mine`. */
export const channelColumns = {
  ...sharedColumns,
  joined: sql<boolean>`mine.user_id IS NOT NULL`,
  muted: sql<boolean>`mine.muted_at IS NOT NULL`,
  starred: sql<boolean>`mine.starred_at IS NOT NULL`,
  historyFrom: sql<string | null>`mine.history_from`,
  expiresAt: sql<string | null>`mine.expires_at`,
  lastReadSeq: sql<number>`coalesce(mine.last_read_seq, 0)`,
  mentionSeqs: sql<
    number[]
  >`CASE WHEN ${isBehind} THEN ${unreadMentions(mine)} ELSE '[]'::json END`,
  unreadCount: sql<number>`CASE WHEN ${isBehind} THEN ${unreadCount(mine)} ELSE 0 END`,
  unseenReplies: sql<UnseenReply[]>`coalesce((
    SELECT json_agg(json_build_object('threadId', t.thread_id, 'seq', t.seq) ORDER BY t.seq) FROM (
    SELECT t.thread_id, t.seq FROM mention t
      JOIN message x ON x.channel_id = t.channel_id AND x.seq = t.seq AND x.deleted_at IS NULL
        AND ${readable(mine, sql`x`)}
      JOIN thread_follow f ON f.message_id = t.thread_id AND f.user_id = t.user_id AND f.following
      WHERE t.user_id = mine.user_id AND t.channel_id = c.id AND t.thread_id IS NOT NULL
    ORDER BY t.seq DESC LIMIT ${MAX_COUNTED}) t), '[]'::json)`,
};

/**
 * Field by field, and the rest assigned: thousands of objects that are put together from a list of names, or begin with
 * a spread, take twenty times as long.
 */
export function toSharedChannel(row: RowOf<typeof sharedColumns>): SharedChannel {
  return {
    id: row.id,
    name: row.name,
    topic: row.topic,
    visibility: row.visibility,
    lastSeq: row.lastSeq,
    lastRev: row.lastRev,
    kind: row.kind,
    people: row.people ?? [],
    memberCount: row.memberCount,
    guestCount: row.guestCount,
    createdAt: toIso(row.createdAt),
    archivedAt: row.archivedAt && toIso(row.archivedAt),
  };
}

export function toChannel(row: RowOf<typeof channelColumns>): Channel {
  return Object.assign(toSharedChannel(row), {
    joined: row.joined,
    muted: row.muted,
    starred: row.starred,
    historyFrom: row.historyFrom && toIso(row.historyFrom),
    expiresAt: row.expiresAt && toIso(row.expiresAt),
    lastReadSeq: row.lastReadSeq,
    mentionCount: row.mentionSeqs.length,
    mentionSeqs: row.mentionSeqs,
    unreadCount: row.unreadCount,
    unseenReplies: row.unseenReplies,
  });
}

const SHARED = Object.keys(sharedColumns) as (keyof typeof sharedColumns)[];

/** What may be told to many of a channel that was read for one person. */
export function forEveryone(channel: Channel): SharedChannel {
  return pick(channel, SHARED);
}

/** One channel as a person has it. The caller has authorized. */
export async function readChannel(
  channelId: string,
  userId: string,
  on?: Pick<Database, "execute">,
): Promise<Channel> {
  const [channel] = await readWhere(sql`c.id = ${channelId}`, userId, on);
  if (!channel) throw new Error(`channel ${channelId} vanished`);
  return channel;
}

/** As `readChannel`, for many; those that there are. */
export function readChannels(channelIds: string[], userId: string): Promise<Channel[]> {
  return readWhere(sql`c.id IN ${among(channelIds)}`, userId);
}

async function readWhere(
  where: SQL,
  userId: string,
  on: Pick<Database, "execute"> = db(),
): Promise<Channel[]> {
  const found = await rowsOf(
    channelColumns,
    (list) => sql`SELECT ${list} FROM channel c ${ownMembership(userId)} WHERE ${where}`,
    on,
  );
  return found.map(toChannel);
}
