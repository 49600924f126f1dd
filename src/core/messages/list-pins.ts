import { sql } from "drizzle-orm";
import { rowsOf } from "@/db/client";
import type { Joined } from "@/db/columns";
import type { Message } from "@/lib/api-types";
import { readRefusal } from "../access/read-refusal";
import { personOf } from "../access/names/kept-names";
import type { Principal } from "../access/principal";
import { readable } from "../access/message-rules";
import { visible } from "../access/rules";
import { isMessage, type MessageRow, messageColumns, toMessage } from "./message-row";

/**
 * Lists the pinned messages of a channel, the latest pin first.
 * @throws AppError NOT_FOUND, GUEST_LOCKED, GUEST_EXPIRED
 */
export async function listPins(principal: Principal, channelId: string): Promise<Message[]> {
  const found: Joined<MessageRow>[] = await rowsOf(
    messageColumns,
    (list) => sql`SELECT ${list} FROM channel c
    LEFT JOIN message m ON m.channel_id = c.id AND m.pinned_at IS NOT NULL AND ${readable(principal)}
    LEFT JOIN LATERAL ${personOf(principal.workspace.id, sql`m.author_id`)} u ON true
    WHERE c.id = ${channelId} AND ${visible(principal)} ORDER BY m.pinned_at DESC LIMIT 200`,
  );
  if (found.length === 0) throw await readRefusal(principal, "Channel");
  return found.filter(isMessage).map(toMessage);
}
