import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import { personRoom } from "@/lib/rooms";
import type { ClientAnswers, ClientPayload } from "@/lib/socket-events";
import { readRefusal } from "../access/read-refusal";
import { liveAccess } from "../access/guards";
import type { Principal } from "../access/principal";
import { membershipWithChannel } from "../access/rules";
import { realtime } from "../realtime";

/**
 * Records how far a person has read in a channel, forward only, and publishes it to all their devices. It is published
 * also if nothing moved: sending may have moved it already, and the device that marked it waits for the event.
 * @returns how far they have read
 * @throws AppError NOT_FOUND when they have not joined the channel, GUEST_LOCKED, GUEST_EXPIRED
 */
export async function markRead(
  principal: Principal,
  { channelId, seq }: ClientPayload<"channel:read">,
): Promise<ClientAnswers["channel:read"]> {
  const { userId, workspace } = principal;
  const [read] = await rows<{ seq: number; isBehind: boolean }>(sql`
    WITH ${liveAccess(principal)},
    before AS (
      SELECT cm.last_read_seq AS seq, least(${seq}, c.last_seq) AS wanted
      FROM live_access CROSS JOIN ${membershipWithChannel}
      WHERE cm.channel_id = ${channelId} AND cm.user_id = ${userId} AND c.workspace_id = ${workspace.id}
      FOR UPDATE OF cm),
    moved AS (
      UPDATE channel_member cm SET last_read_seq = before.wanted FROM before
      WHERE cm.channel_id = ${channelId} AND cm.user_id = ${userId} AND before.wanted > before.seq)
    SELECT greatest(seq, wanted) AS seq, wanted < seq AS "isBehind" FROM before`);
  if (!read) throw await readRefusal(principal, "Channel");
  const place = { channelId, seq: read.seq };
  if (!read.isBehind) realtime().publish(personRoom(workspace.id, userId), "read:updated", place);
  return place;
}
