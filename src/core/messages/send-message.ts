import { sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { rows } from "@/db/client";
import type { Message } from "@/lib/api-types";
import { channelRoom } from "@/lib/rooms";
import { explainRefusal } from "../access/explain";
import { assertCan } from "../access/policy";
import type { Principal } from "../access/principal";
import { door, standing, visible } from "../access/queries";
import { sqlState, UNIQUE_VIOLATION } from "../errors";
import { realtime } from "../realtime";
import { inOrder } from "./in-order";
import { type MessageRow, messageColumns, toMessage } from "./message-row";

export interface Draft {
  channelId: string;
  body: string;
  /** Unique per author; the same one again gives the same message. */
  clientId: string;
  parentId?: string | null | undefined;
}

/**
 * Sends a message: access check, next `seq` and insert are one statement, so that it is committed before a
 * lock or refused. Posting in a public channel joins it.
 * @returns the message, and whether it is new
 * @throws AppError NOT_FOUND, GUEST_LOCKED, GUEST_EXPIRED, UNAUTHENTICATED, CONFLICT, UNAVAILABLE
 */
export async function sendMessage(
  principal: Principal,
  draft: Draft,
): Promise<{ message: Message; created: boolean }> {
  assertCan(principal, "message.send");
  return inOrder(draft.channelId, async () => {
    const inserted = await insertMessage(principal, draft);
    if (!inserted) return { message: await findEarlier(principal, draft), created: false };
    const message = toMessage(inserted);
    if (inserted.joined) {
      await realtime().widen([{ workspaceId: principal.workspace.id, userId: principal.userId }]);
    }
    realtime().publish(channelRoom(message.channelId), "message:created", { message });
    return { message, created: true };
  });
}

async function insertMessage(principal: Principal, draft: Draft) {
  try {
    const [row] = await rows<MessageRow & { joined: boolean }>(insertStatement(principal, draft));
    return row;
  } catch (error) {
    if (sqlState(error) === UNIQUE_VIOLATION) return undefined;
    throw error;
  }
}

function insertStatement(principal: Principal, draft: Draft) {
  const parent = draft.parentId ?? null;
  const { userId } = principal;
  return sql`
    WITH ${standing(principal)}, ${door(principal, sql`${draft.channelId}`)},
    thread AS (
      SELECT coalesce(p.parent_id, p.id) AS id FROM message p
      WHERE p.id = ${parent} AND p.channel_id = ${draft.channelId}),
    counter AS (
      UPDATE channel c SET last_seq = c.last_seq + 1, last_rev = c.last_rev + 1 FROM door
      WHERE c.id = door.id
        AND (${parent}::text IS NULL OR EXISTS (SELECT 1 FROM thread))
        AND NOT EXISTS (SELECT 1 FROM message m
          WHERE m.author_id = ${userId} AND m.client_id = ${draft.clientId})
      RETURNING c.id, c.last_seq, c.last_rev, door.joins),
    joined AS (
      INSERT INTO channel_member (channel_id, user_id, last_read_seq)
      SELECT id, ${userId}, last_seq FROM counter WHERE joins ON CONFLICT DO NOTHING
      RETURNING channel_id),
    m AS (
      INSERT INTO message
        (id, channel_id, seq, rev, author_id, author_guest, body, parent_id, client_id, created_at)
      SELECT ${uuidv7()}, counter.id, counter.last_seq, counter.last_rev, ${userId},
        ${principal.as === "guest"}, ${draft.body}, (SELECT id FROM thread), ${draft.clientId},
        clock_timestamp()
      FROM counter RETURNING *)
    SELECT ${messageColumns}, EXISTS (SELECT 1 FROM joined) AS joined
    FROM m JOIN "user" u ON u.id = m.author_id`;
}

/** The message that this `clientId` made before, if that is why nothing was inserted. */
async function findEarlier(principal: Principal, draft: Draft): Promise<Message> {
  const [row] = await rows<MessageRow>(sql`
    SELECT ${messageColumns} FROM message m
    JOIN "user" u ON u.id = m.author_id JOIN channel c ON c.id = m.channel_id
    WHERE m.author_id = ${principal.userId} AND m.client_id = ${draft.clientId} AND ${visible(principal)}`);
  if (row) return toMessage(row);
  throw await explainRefusal(
    principal,
    draft.parentId ? "Channel or message" : "Channel",
    draft.channelId,
  );
}
