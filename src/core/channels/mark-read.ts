import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import { personRoom } from "@/lib/rooms";
import { explainRefusal } from "../access/explain-refusal";
import { liveAccess } from "../access/guards";
import type { Principal } from "../access/principal";
import { membershipWithChannel } from "../access/rules";
import { realtime } from "../realtime";

/**
 * Notes how far somebody has read, forward only, and tells their other devices. They are told of the place where it
 * stands already too: sending may have moved it, and whoever marks it waits to hear so.
 * @returns the place they have read up to
 * @throws AppError NOT_FOUND when they have not joined the channel, GUEST_LOCKED, GUEST_EXPIRED
 */
export async function markRead(
  principal: Principal,
  { channelId, seq }: { channelId: string; seq: number },
): Promise<{ channelId: string; seq: number }> {
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
  if (!read) throw await explainRefusal(principal, "Channel");
  const place = { channelId, seq: read.seq };
  if (!read.isBehind) realtime().publish(personRoom(workspace.id, userId), "read:updated", place);
  return place;
}
