import { sql } from "drizzle-orm";
import { rowsOf } from "@/db/client";
import type { Joined } from "@/db/columns";
import type { Message } from "@/lib/api-types";
import type { ClientPayload, SyncAnswer } from "@/lib/socket-events";
import { personOf } from "../access/names/kept-names";
import type { Principal } from "../access/principal";
import { isInReach, readable } from "../access/message-rules";
import { visible } from "../access/rules";
import { isMessage, type MessageRow, messageColumns, toMessage } from "./message-row";

/** How many messages one answer has at most, shared among the channels that were asked for. */
const MAX_MESSAGES = 1_000;
const MAX_MESSAGES_OF_CHANNEL = 200;
/** How large an answer gets, as JSON. One message is sent whatever its size. */
const PAGE_BYTES = 128 * 1024;

/** A message is there unless its channel has nothing new, or more than a page of it. */
const foundColumns = {
  ...messageColumns,
  channel: sql<string>`f.channel`,
  beyond: sql<boolean>`f.beyond`,
};
type Found = Joined<MessageRow> & { channel: string; beyond: boolean };

/**
 * Reads one page of what happened after a gap: every message that changed after the `rev` that the caller knows, by
 * channel, ascending by `rev`. Channels that the caller may not see are left out. Each channel gets its share of the
 * page. If `more` is true, the caller asks again with the last `rev` it got, or with the same one if it got none.
 * @param cursors the highest known `rev` by channel id
 */
export async function syncMessages(
  principal: Principal,
  cursors: ClientPayload<"sync">["cursors"],
): Promise<SyncAnswer> {
  const asked = Object.keys(cursors).length;
  if (asked === 0) return { messages: [], more: {} };
  const share = Math.max(1, Math.min(MAX_MESSAGES_OF_CHANNEL, Math.floor(MAX_MESSAGES / asked)));
  const found: Found[] = await rowsOf(
    foundColumns,
    (list) => sql`SELECT ${list} FROM (
      SELECT n.channel, n.message_id, n.place, n.place > ${share}
        OR sum(n.bytes) OVER (ORDER BY n.place, n.channel) - n.bytes > ${PAGE_BYTES} AS beyond
      FROM (
        SELECT c.id AS channel, m.id AS message_id, octet_length(m.body) AS bytes,
          row_number() OVER (PARTITION BY c.id ORDER BY m.rev) AS place
        FROM jsonb_each_text(${JSON.stringify(cursors)}::jsonb) AS asked (id, rev)
        JOIN channel c ON c.id = asked.id
        LEFT JOIN LATERAL (
          SELECT * FROM message m WHERE m.channel_id = c.id AND m.rev > asked.rev::int
            AND ${isInReach(principal)} AND ${readable(principal)}
          ORDER BY m.rev LIMIT ${share + 1}) m ON true
        WHERE ${visible(principal)}) n) f
    LEFT JOIN message m ON m.id = f.message_id AND NOT f.beyond
    LEFT JOIN LATERAL ${personOf(principal.workspace.id, sql`m.author_id`)} u ON true
    ORDER BY f.place, f.channel`,
  );
  return toPage(found);
}

/** Fills a page: the first message of each channel, then the second of each, until the page is full. */
function toPage(found: Found[]): SyncAnswer {
  const byChannel = new Map<string, Message[]>();
  const more: SyncAnswer["more"] = {};
  let bytes = 0;
  for (const { channel, beyond, ...row } of found) {
    const messages = byChannel.get(channel) ?? [];
    byChannel.set(channel, messages);
    more[channel] ??= false;
    if (beyond || bytes > PAGE_BYTES) more[channel] ||= beyond || row.id !== null;
    else if (isMessage(row)) {
      const message = toMessage(row);
      bytes += Buffer.byteLength(JSON.stringify(message));
      messages.push(message);
    }
  }
  return { messages: [...byChannel.values()].flat(), more };
}
