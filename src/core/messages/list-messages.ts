import { sql } from "drizzle-orm";
import { rowsOf } from "@/db/client";
import type { Joined } from "@/db/columns";
import type { MessagePage } from "@/lib/api-types";
import { readRefusal } from "../access/read-refusal";
import { personOf } from "../access/names/kept-names";
import type { Principal } from "../access/principal";
import { isInReach, readable } from "../access/message-rules";
import { visible } from "../access/rules";
import { isMessage, type MessageRow, messageColumns, toMessage } from "./message-row";

export interface WantedMessages {
  channelId: string;
  /** Only messages with a smaller `seq`, the nearest of them. */
  before?: number | undefined;
  /** Only messages with a greater `seq`, the nearest of them. */
  after?: number | undefined;
  limit?: number | undefined;
}

/**
 * Reads one page of the messages that the principal may read in a channel, ascending by `seq`. Without `before` and
 * `after` it is the newest page.
 * @throws AppError NOT_FOUND, GUEST_LOCKED, GUEST_EXPIRED
 */
export async function listMessages(
  principal: Principal,
  { channelId, before, after, limit = 50 }: WantedMessages,
): Promise<Pick<MessagePage, "messages" | "hasMore">> {
  const forward = after !== undefined;
  const bounds = [
    before === undefined ? sql`true` : sql`m.seq < ${before}`,
    after === undefined ? sql`true` : sql`m.seq > ${after}`,
  ];
  const found: Joined<MessageRow>[] = await rowsOf(
    messageColumns,
    (list) => sql`SELECT ${list} FROM channel c
    LEFT JOIN LATERAL (
      SELECT * FROM message m WHERE m.channel_id = c.id AND ${bounds[0]} AND ${bounds[1]}
        AND ${isInReach(principal)} AND ${readable(principal)}
      ORDER BY m.seq ${forward ? sql`ASC` : sql`DESC`} LIMIT ${limit + 1}) m ON true
    LEFT JOIN LATERAL ${personOf(principal.workspace.id, sql`m.author_id`)} u ON true
    WHERE c.id = ${channelId} AND ${visible(principal)}
    ORDER BY m.seq ${forward ? sql`ASC` : sql`DESC`}`,
  );
  if (found.length === 0) throw await readRefusal(principal, "Channel");
  const page = found.filter(isMessage);
  const messages = page.slice(0, limit).map(toMessage);
  return { messages: forward ? messages : messages.reverse(), hasMore: page.length > limit };
}
