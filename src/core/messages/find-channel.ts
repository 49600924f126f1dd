import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import { readRefusal } from "../access/read-refusal";
import type { Principal } from "../access/principal";

/**
 * Finds the channel of a message, for a statement that checks access itself. A message never moves to another channel.
 * @throws AppError NOT_FOUND, GUEST_LOCKED, GUEST_EXPIRED
 */
export async function findChannel(principal: Principal, messageId: string): Promise<string> {
  const [found] = await rows<{ channelId: string }>(
    sql`SELECT channel_id AS "channelId" FROM message WHERE id = ${messageId}`,
  );
  if (!found) throw await readRefusal(principal, "Message");
  return found.channelId;
}
