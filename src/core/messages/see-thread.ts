import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import type { ServerPayload } from "@/lib/socket-events";
import { personRoom } from "@/lib/rooms";
import { explainRefusal } from "../access/explain";
import type { Principal } from "../access/principal";
import { standing, visible } from "../access/queries";
import { realtime } from "../realtime";

/**
 * Notes how far somebody has seen a thread, and tells their other devices. In an archived channel too: it is
 * still read.
 * @throws AppError NOT_FOUND, GUEST_LOCKED, GUEST_EXPIRED
 */
export async function seeThread(
  principal: Principal,
  { messageId, seq }: { messageId: string; seq: number },
): Promise<{ messageId: string; seq: number }> {
  const [thread] = await rows<{ channelId: string; moved: boolean }>(sql`
    WITH ${standing(principal)},
    thread AS (
      SELECT m.id, m.channel_id FROM standing CROSS JOIN message m JOIN channel c ON c.id = m.channel_id
      WHERE m.id = ${messageId} AND m.parent_id IS NULL AND ${visible(principal)}),
    seen AS (
      DELETE FROM mention n USING thread WHERE n.user_id = ${principal.userId}
        AND n.channel_id = thread.channel_id AND n.thread_id = thread.id AND n.seq <= ${seq}
      RETURNING n.seq)
    SELECT channel_id AS "channelId", EXISTS (SELECT 1 FROM seen) AS moved FROM thread`);
  if (!thread) throw await explainRefusal(principal, "Message");
  if (thread.moved) tellSeen(principal, { channelId: thread.channelId, threadId: messageId, seq });
  return { messageId, seq };
}

/** Tells a person's devices how far a thread is seen. Call it after the commit. */
export function tellSeen({ workspace, userId }: Principal, seen: ServerPayload<"thread:seen">) {
  realtime().publish(personRoom(workspace.id, userId), "thread:seen", seen);
}
