import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import type { FollowedThread } from "@/lib/api-types";
import type { Principal } from "../access/principal";
import { visible } from "../access/queries";
import { type MessageRow, messageColumns, toIso, toMessage } from "./message-row";

const PAGE = 50;

interface Row extends MessageRow {
  channelName: string;
  kind: FollowedThread["channel"]["kind"];
  count: number;
  latest: string;
  lastAt: string;
  unseenSeqs: number[];
}

/**
 * The threads that the principal follows and may see, the one answered last first. One without an answer is
 * none.
 * @param cursor `next` of the page before
 */
export async function listThreads(
  principal: Principal,
  { cursor }: { cursor?: string | undefined } = {},
): Promise<{ threads: FollowedThread[]; next: string | null }> {
  const before = cursor === undefined ? sql`true` : sql`t.latest < ${cursor}`;
  const found = await rows<Row>(sql`
    SELECT ${messageColumns}, c.name AS "channelName", c.kind, t.count, t.latest, t.last_at AS "lastAt",
      coalesce((SELECT json_agg(n.seq ORDER BY n.seq) FROM mention n
        JOIN channel_member mine ON mine.channel_id = n.channel_id AND mine.user_id = n.user_id
        JOIN message x ON x.channel_id = n.channel_id AND x.seq = n.seq AND x.deleted_at IS NULL
        WHERE n.user_id = f.user_id AND n.channel_id = c.id AND n.thread_id = m.id),
        '[]'::json) AS "unseenSeqs"
    FROM thread_follow f JOIN message m ON m.id = f.message_id JOIN channel c ON c.id = m.channel_id
    JOIN "user" u ON u.id = m.author_id
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS count, max(r.id) AS latest, max(r.created_at) AS last_at
      FROM message r WHERE r.parent_id = m.id AND r.deleted_at IS NULL) t
    WHERE f.user_id = ${principal.userId} AND f.following AND t.count > 0 AND ${before}
      AND ${visible(principal)}
    ORDER BY t.latest DESC LIMIT ${PAGE + 1}`);
  const page = found.slice(0, PAGE);
  const next = found.length > PAGE ? (page.at(-1)?.latest ?? null) : null;
  return { threads: page.map(toThread), next };
}

function toThread(row: Row): FollowedThread {
  return {
    message: toMessage(row),
    channel: { id: row.channelId, name: row.channelName, kind: row.kind },
    count: row.count,
    lastAt: toIso(row.lastAt),
    unseenSeqs: row.unseenSeqs,
  };
}
