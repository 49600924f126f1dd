import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import type { SyncAnswer } from "@/lib/socket-events";
import type { Principal } from "../access/principal";
import { visible } from "../access/queries";
import { type MessageRow, messageColumns, toMessage } from "./message-row";

/** How many messages one answer carries, shared out among the channels that were asked for. */
const TOTAL = 1_000;
const PER_CHANNEL = 200;

/**
 * What happened after a gap: every message changed after the `rev` the caller knows, by channel, ascending
 * `rev`. Channels that the caller may not see are left out.
 * @param cursors the highest known `rev` by channel id
 */
export async function syncMessages(
  principal: Principal,
  cursors: Record<string, number>,
): Promise<SyncAnswer> {
  const asked = Object.keys(cursors).length;
  if (asked === 0) return { messages: [], more: {} };
  const share = Math.max(1, Math.min(PER_CHANNEL, Math.floor(TOTAL / asked)));
  const found = await rows<(MessageRow | { id: null }) & { channel: string }>(sql`
    SELECT c.id AS channel, ${messageColumns}
    FROM jsonb_each_text(${JSON.stringify(cursors)}::jsonb) AS asked (id, rev)
    JOIN channel c ON c.id = asked.id
    LEFT JOIN LATERAL (
      SELECT * FROM message m WHERE m.channel_id = c.id AND m.rev > asked.rev::int
      ORDER BY m.rev LIMIT ${share + 1}) m ON true
    LEFT JOIN "user" u ON u.id = m.author_id
    WHERE ${visible(principal)}
    ORDER BY c.id, m.rev`);
  return divide(found, share);
}

function divide(
  found: ((MessageRow | { id: null }) & { channel: string })[],
  share: number,
): SyncAnswer {
  const messages: SyncAnswer["messages"] = [];
  const counts: Record<string, number> = {};
  for (const row of found) {
    counts[row.channel] ??= 0;
    if (row.id === null) continue;
    const count = (counts[row.channel] ?? 0) + 1;
    counts[row.channel] = count;
    if (count <= share) messages.push(toMessage(row));
  }
  const more = Object.fromEntries(Object.entries(counts).map(([id, count]) => [id, count > share]));
  return { messages, more };
}
