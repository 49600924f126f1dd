import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import { personRoom } from "@/lib/rooms";
import type { ClientAnswers, ClientPayload, ServerPayload } from "@/lib/socket-events";
import { readRefusal } from "../access/read-refusal";
import { liveAccess } from "../access/guards";
import type { Principal } from "../access/principal";
import { readable } from "../access/message-rules";
import { visible } from "../access/rules";
import { realtime } from "../realtime";

/**
 * Records how far a person has seen a thread, and publishes it to their devices. It works in an archived channel too,
 * because its threads can still be read.
 * @throws AppError NOT_FOUND, GUEST_LOCKED, GUEST_EXPIRED
 */
export async function seeThread(
  principal: Principal,
  { messageId, seq }: ClientPayload<"thread:see">,
): Promise<ClientAnswers["thread:see"]> {
  const [thread] = await rows<{ channelId: string; seen: number; moved: boolean }>(sql`
    WITH ${liveAccess(principal)},
    thread AS (
      SELECT m.id, m.channel_id, least(${seq}::int, c.last_seq) AS seen
      FROM live_access CROSS JOIN message m JOIN channel c ON c.id = m.channel_id
      WHERE m.id = ${messageId} AND m.parent_id IS NULL AND ${visible(principal)}
        AND ${readable(principal)}),
    seen AS (
      DELETE FROM mention n USING thread WHERE n.user_id = ${principal.userId}
        AND n.channel_id = thread.channel_id AND n.thread_id = thread.id AND n.seq <= thread.seen
      RETURNING n.seq)
    SELECT channel_id AS "channelId", thread.seen, EXISTS (SELECT 1 FROM seen) AS moved FROM thread`);
  if (!thread) throw await readRefusal(principal, "Message");
  const { channelId, seen, moved } = thread;
  if (moved) tellSeen(principal, { channelId, threadId: messageId, seq: seen });
  return { messageId, seq: seen };
}

/** Publishes to a person's devices how far they have seen a thread. Call it after the commit. */
export function tellSeen({ workspace, userId }: Principal, seen: ServerPayload<"thread:seen">) {
  realtime().publish(personRoom(workspace.id, userId), "thread:seen", seen);
}
