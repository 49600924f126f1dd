import type { z } from "zod";
import { type SQL, sql } from "drizzle-orm";
import { rows } from "@/db/client";
import type { Channel, UnseenReply } from "@/lib/api-types";
import { personRoom } from "@/lib/rooms";
import type { ServerPayload } from "@/lib/socket-events";
import type { membershipInput } from "@/lib/inputs/chat";
import { readRefusal } from "../access/read-refusal";
import { liveAccess } from "../access/guards";
import type { Principal } from "../access/principal";
import { readable } from "../access/message-rules";
import { membershipLasts, visible } from "../access/rules";
import { realtime } from "../realtime";
import { readChannel } from "./channel-row";

export type MembershipChange = z.infer<typeof membershipInput>;

/**
 * Changes a person's own settings of a channel, and publishes them to their devices.
 * @throws AppError NOT_FOUND when the principal has not joined it, GUEST_LOCKED, GUEST_EXPIRED
 */
export async function changeMembership(
  principal: Principal,
  channelId: string,
  { muted, starred, unreadFrom, unseen }: MembershipChange,
): Promise<Channel> {
  const lastRead = unreadFrom === undefined ? null : Math.max(0, unreadFrom - 1);
  const changed = await rows(sql`WITH ${liveAccess(principal)},
    changed AS (UPDATE channel_member cm SET muted_at = ${since(muted, sql`cm.muted_at`)},
      starred_at = ${since(starred, sql`cm.starred_at`)},
      last_read_seq = coalesce(least(${lastRead}::int, c.last_seq), cm.last_read_seq)
    FROM live_access CROSS JOIN channel c
    WHERE c.id = ${channelId} AND c.workspace_id = ${principal.workspace.id}
      AND cm.channel_id = c.id AND cm.user_id = ${principal.userId} AND ${membershipLasts()}
    RETURNING cm.channel_id)
    ${unseen ? unsee(principal, unseen) : sql``}
    SELECT channel_id FROM changed`);
  if (changed.length === 0) throw await readRefusal(principal, "Channel");
  const channel = await readChannel(channelId, principal.userId);
  realtime().publish(personRoom(principal.workspace.id, principal.userId), "channel:updated", {
    channel,
    ...((unreadFrom !== undefined || unseen) && { unread: true }),
  });
  return channel;
}

/**
 * The part of the statement that lets replies in threads wait for a person again, if they are in the channel, and may
 * read and follow them. A reply may be listed twice.
 */
function unsee(principal: Principal, unseen: UnseenReply[]): SQL {
  return sql`, unseen AS (
    INSERT INTO mention (user_id, channel_id, seq, thread_id)
    SELECT DISTINCT f.user_id, m.channel_id, m.seq, f.message_id
    FROM changed JOIN channel c ON c.id = changed.channel_id
      CROSS JOIN jsonb_to_recordset(${JSON.stringify(unseen)}::jsonb) AS one ("threadId" text, seq int)
      JOIN thread_follow f ON f.message_id = one."threadId" AND f.user_id = ${principal.userId} AND f.following
      JOIN message m ON m.parent_id = f.message_id AND m.seq = one.seq AND m.deleted_at IS NULL
    WHERE m.channel_id = c.id AND m.author_id <> f.user_id AND ${visible(principal)} AND ${readable(principal)}
    ON CONFLICT (user_id, channel_id, seq) DO UPDATE SET thread_id = excluded.thread_id)`;
}

/** The new value of a column that says since when something is so: as it is where nothing was said of it. */
function since(wanted: boolean | undefined, now: SQL): SQL {
  if (wanted === undefined) return now;
  return wanted ? sql`now()` : sql`NULL`;
}

/**
 * Marks everything in the workspace as read, threads too, in one statement, and publishes it to the person's devices.
 * @throws AppError the reason why the principal may not do this any more
 */
export async function markAllRead(principal: Principal): Promise<void> {
  const [done] = await rows<{
    places: ServerPayload<"read:updated">[];
    threads: ServerPayload<"thread:seen">[];
  }>(sql`
    WITH ${liveAccess(principal)},
    read AS (
      UPDATE channel_member cm SET last_read_seq = c.last_seq FROM live_access CROSS JOIN channel c
      WHERE c.workspace_id = ${principal.workspace.id} AND cm.channel_id = c.id
        AND cm.user_id = ${principal.userId} AND cm.last_read_seq < c.last_seq AND ${membershipLasts()}
      RETURNING cm.channel_id AS "channelId", cm.last_read_seq AS seq),
    seen AS (
      DELETE FROM mention n USING live_access, channel c
      WHERE c.workspace_id = ${principal.workspace.id} AND n.channel_id = c.id
        AND n.user_id = ${principal.userId} AND n.thread_id IS NOT NULL
      RETURNING n.channel_id, n.thread_id, n.seq),
    threads AS (
      SELECT channel_id AS "channelId", thread_id AS "threadId", max(seq) AS seq FROM seen GROUP BY 1, 2)
    SELECT coalesce((SELECT json_agg(read) FROM read), '[]'::json) AS places,
      coalesce((SELECT json_agg(threads) FROM threads), '[]'::json) AS threads FROM live_access`);
  if (!done) throw await readRefusal(principal, "Workspace");
  const room = personRoom(principal.workspace.id, principal.userId);
  for (const place of done.places) realtime().publish(room, "read:updated", place);
  for (const thread of done.threads) realtime().publish(room, "thread:seen", thread);
}
