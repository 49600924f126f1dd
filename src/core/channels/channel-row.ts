import { sql } from "drizzle-orm";
import { type Database, db, rows } from "@/db/client";
import type { Channel, ChannelChange } from "@/lib/api-types";
import { toIso } from "../messages/message-row";

export interface ChannelRow extends Omit<Channel, "createdAt" | "archivedAt"> {
  createdAt: string;
  archivedAt: string | null;
}

/** Columns of a channel `c` for the person whose seat, if any, is `mine`. */
export const channelColumns = sql`c.id, c.name, c.topic, c.visibility, c.last_seq AS "lastSeq",
  c.last_rev AS "lastRev", coalesce(mine.last_read_seq, 0) AS "lastReadSeq",
  mine.user_id IS NOT NULL AS joined, c.created_at AS "createdAt", c.archived_at AS "archivedAt",
  (SELECT count(*)::int FROM channel_member s JOIN guest g ON g.user_id = s.user_id
    AND g.workspace_id = c.workspace_id WHERE s.channel_id = c.id) AS "guestCount"`;

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
      LEFT JOIN channel_member mine ON mine.channel_id = c.id AND mine.user_id = ${userId}
      WHERE c.id = ${channelId}`,
    on,
  );
  if (!row) throw new Error(`channel ${channelId} vanished`);
  return toChannel(row);
}

/** A channel as told to many at once. */
export function forEveryone({
  lastReadSeq: _read,
  joined: _joined,
  ...channel
}: Channel): ChannelChange {
  return channel;
}
