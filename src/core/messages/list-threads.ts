import { sql } from "drizzle-orm";
import { among } from "@/db/among";
import { rowsOf } from "@/db/client";
import type { RowOf } from "@/db/columns";
import type { FollowedThread, Message, ThreadsPage } from "@/lib/api-types";
import { toIso } from "@/lib/to-iso";
import { peopleOf } from "../access/names/kept-names";
import type { Principal } from "../access/principal";
import { readable } from "../access/message-rules";
import { isChannelMember, visible } from "../access/rules";
import { MAX_COUNTED } from "../channels/unread-count";
import { messageColumns, toMessage } from "./message-row";

const THREADS_A_PAGE = 50;
const ANSWERS_SHOWN = 2;

/** Columns of a thread `page`, of the message `m` that it began with, for somebody. */
const threadColumns = (principal: Principal) => ({
  ...messageColumns,
  channelName: sql<string>`page.channel_name`,
  kind: sql<FollowedThread["channel"]["kind"]>`page.kind`,
  latest: sql<string>`page.latest`,
  lastAt: sql<string>`page.last_at`,
  count: sql<number>`(SELECT count(*)::int FROM message r WHERE r.parent_id = m.id AND r.deleted_at IS NULL
    AND ${readable(principal, sql`r`)})`,
  unseenSeqs: sql<number[]>`coalesce((SELECT json_agg(t.seq ORDER BY t.seq) FROM (
    SELECT n.seq FROM mention n
      JOIN message x ON x.channel_id = n.channel_id AND x.seq = n.seq AND x.deleted_at IS NULL
        AND ${readable(principal, sql`x`)}
    WHERE n.user_id = ${principal.userId} AND n.channel_id = m.channel_id AND n.thread_id = m.id
      AND ${isChannelMember(principal.userId, sql`n.channel_id`)}
    ORDER BY n.seq DESC LIMIT ${MAX_COUNTED}) t), '[]'::json)`,
});

/**
 * Lists the threads that the principal follows and may read, the one with the latest answer first. A message without an
 * answer is not listed.
 * @param cursor `next` of the page before
 */
export async function listThreads(
  principal: Principal,
  { cursor }: { cursor?: string | undefined } = {},
): Promise<ThreadsPage> {
  const before = cursor === undefined ? sql`true` : sql`t.latest < ${cursor}`;
  // The newest answer is one look at an index for each thread; what is counted is counted for the page alone.
  const found = await rowsOf(
    threadColumns(principal),
    (list) => sql`
    WITH page AS (
      SELECT m.id, c.name AS channel_name, c.kind, t.latest, t.last_at
      FROM thread_follow f JOIN message m ON m.id = f.message_id JOIN channel c ON c.id = m.channel_id
      CROSS JOIN LATERAL (
        SELECT r.id AS latest, r.created_at AS last_at FROM message r
        WHERE r.parent_id = m.id AND r.deleted_at IS NULL AND ${readable(principal, sql`r`)}
        ORDER BY r.id DESC LIMIT 1) t
      WHERE f.user_id = ${principal.userId} AND f.following AND ${before} AND ${visible(principal)}
        AND ${readable(principal)}
      ORDER BY t.latest DESC LIMIT ${THREADS_A_PAGE + 1})
    SELECT ${list}
    FROM page JOIN message m ON m.id = page.id JOIN channel c ON c.id = m.channel_id
      JOIN ${peopleOf(principal.workspace.id)} u ON u.id = m.author_id
    ORDER BY page.latest DESC`,
  );
  const page = found.slice(0, THREADS_A_PAGE);
  const next = found.length > THREADS_A_PAGE ? (page.at(-1)?.latest ?? null) : null;
  const last = await listLastAnswers(
    principal,
    page.map(({ id }) => id),
  );
  return { threads: page.map((row) => toThread(row, last.get(row.id) ?? [])), next };
}

/** The last answers of these threads that the principal may read, in their order, by the id of the thread. */
async function listLastAnswers(
  principal: Principal,
  ids: string[],
): Promise<Map<string, Message[]>> {
  if (ids.length === 0) return new Map();
  const found = await rowsOf(
    messageColumns,
    (list) => sql`
    SELECT ${list} FROM message p JOIN channel c ON c.id = p.channel_id
      CROSS JOIN LATERAL (SELECT r.* FROM message r
        WHERE r.parent_id = p.id AND r.deleted_at IS NULL AND ${readable(principal, sql`r`)}
        ORDER BY r.id DESC LIMIT ${ANSWERS_SHOWN}) m
      JOIN ${peopleOf(principal.workspace.id)} u ON u.id = m.author_id
    WHERE p.id IN ${among(ids)} AND ${visible(principal)}
    ORDER BY m.id`,
  );
  const last = new Map<string, Message[]>();
  for (const row of found) {
    const answer = toMessage(row);
    const id = answer.parentId ?? "";
    last.set(id, [...(last.get(id) ?? []), answer]);
  }
  return last;
}

function toThread(row: RowOf<ReturnType<typeof threadColumns>>, last: Message[]): FollowedThread {
  return {
    message: toMessage(row),
    channel: { id: row.channelId, name: row.channelName, kind: row.kind },
    count: row.count,
    lastAt: toIso(row.lastAt),
    unseenSeqs: row.unseenSeqs,
    last,
  };
}
