import { sql } from "drizzle-orm";
import { rowsOf } from "@/db/client";
import type { Thread } from "@/lib/api-types";
import { readRefusal } from "../access/read-refusal";
import { door, liveAccess } from "../access/guards";
import { personOf } from "../access/names/kept-names";
import type { Principal } from "../access/principal";
import { readable } from "../access/message-rules";
import { visible } from "../access/rules";
import { findChannel } from "./find-channel";
import { messageColumns, toMessage } from "./message-row";
import { tellSeen } from "./see-thread";

const REPLIES_A_PAGE = 200;

/**
 * Reads a thread: its first message and its answers, ascending by `seq`.
 * @param after only answers with a greater `seq`
 * @throws AppError NOT_FOUND, GUEST_LOCKED, GUEST_EXPIRED
 */
export async function readThread(
  principal: Principal,
  { messageId, after = 0 }: { messageId: string; after?: number | undefined },
): Promise<Thread> {
  const following = sql<boolean | null>`(SELECT f.following FROM thread_follow f
    WHERE f.message_id = ${messageId} AND f.user_id = ${principal.userId})`;
  const found = await rowsOf(
    { ...messageColumns, following },
    (list) => sql`SELECT ${list} FROM message m JOIN channel c ON c.id = m.channel_id
      JOIN LATERAL ${personOf(principal.workspace.id, sql`m.author_id`)} u ON true
    WHERE ${visible(principal)} AND ${readable(principal)}
      AND (m.id = ${messageId} OR (m.parent_id = ${messageId} AND m.seq > ${after}))
    ORDER BY m.seq LIMIT ${REPLIES_A_PAGE + 2}`,
  );
  const [parent, ...replies] = found;
  if (!parent || parent.id !== messageId) throw await readRefusal(principal, "Message");
  return {
    parent: toMessage(parent),
    replies: replies.slice(0, REPLIES_A_PAGE).map(toMessage),
    hasMore: replies.length > REPLIES_A_PAGE,
    following: parent.following ?? false,
  };
}

/**
 * Follows a thread, or stops following it. Its unseen answers are deleted when the person stops.
 * @throws AppError NOT_FOUND, CONFLICT (an archived channel), GUEST_LOCKED, GUEST_EXPIRED
 */
export async function followThread(
  principal: Principal,
  { messageId, following }: { messageId: string; following: boolean },
): Promise<void> {
  const channelId = await findChannel(principal, messageId);
  const [left] = await rowsOf(
    { seq: sql<number | null>`(SELECT max(seq) FROM unseen)` },
    (list) => sql`
    WITH ${liveAccess(principal)}, ${door(principal, sql`${channelId}`)},
    done AS (
      INSERT INTO thread_follow (message_id, user_id, following)
      SELECT m.id, ${principal.userId}, ${following} FROM door JOIN channel c ON c.id = door.id
      JOIN message m ON m.channel_id = c.id
      WHERE m.id = ${messageId} AND m.parent_id IS NULL AND ${readable(principal)}
      ON CONFLICT (message_id, user_id) DO UPDATE SET following = excluded.following
      RETURNING message_id),
    unseen AS (
      DELETE FROM mention n USING done WHERE n.user_id = ${principal.userId} AND NOT ${following}
        AND n.channel_id = ${channelId} AND n.thread_id = done.message_id
      RETURNING n.seq)
    SELECT ${list} FROM done`,
  );
  if (!left) throw await readRefusal(principal, "Message", channelId);
  if (left.seq !== null) tellSeen(principal, { channelId, threadId: messageId, seq: left.seq });
}
