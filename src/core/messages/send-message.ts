import { type SQL, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { rowsOf } from "@/db/client";
import type { RowOf } from "@/db/columns";
import type { Message } from "@/lib/api-types";
import { type Turn, waitWithTurnPaused } from "@/lib/current-turn";
import { mentionsIn } from "@/lib/markdown/mentions";
import { personRoom } from "@/lib/rooms";
import type { ClientPayload } from "@/lib/socket-events";
import { readRefusal } from "../access/read-refusal";
import { door, liveAccess, whileTimeLasts } from "../access/guards";
import { giveMembership } from "../access/memberships";
import { peopleWithAccess } from "../access/names/kept-names";
import { assertCan, can } from "../access/policy";
import type { Principal } from "../access/principal";
import { hiddenFrom, readable } from "../access/message-rules";
import { visible } from "../access/rules";
import { publishChannels } from "../channels/publish-channels";
import { NOT_NULL_VIOLATION, sqlState, UNIQUE_VIOLATION } from "../errors";
import { attachFiles } from "../files/attach-files";
import { pushMessage } from "../notifications/push-message";
import { type PersonIn, realtime } from "../realtime";
import { publishMeeting } from "../people/publish-person";
import { fillWordsOf } from "./fill-words";
import { inOrder, inTurnApart } from "./in-order";
import type { PlainMessage } from "./insert-together";
import { messageColumns, toMessage } from "./message-row";
import { wordsOf, writeWords } from "./message-words";
import { callHere, followThread, NOBODY, noteMentions } from "./note-mentions";
import { publishToReaders } from "./publish-to-readers";
import { hasReadOwn, readOwn } from "./read-own";
import { sendTogether } from "./send-together";

export type Draft = ClientPayload<"message:send">;

/**
 * Sends a message. One statement checks access, takes the next `seq` and inserts. So the message is either committed
 * before a revocation or refused. Posting in a public channel joins it.
 * @returns the message, and whether it is new
 * @throws AppError NOT_FOUND, GUEST_LOCKED, GUEST_EXPIRED, UNAUTHENTICATED, CONFLICT, UNAVAILABLE
 */
export async function sendMessage(
  principal: Principal,
  draft: Draft,
): Promise<{ message: Message; created: boolean }> {
  assertCan(principal, "message.send");
  const plain = readPlain(principal, draft);
  const sendAlone = async () => {
    const inserted = await insertMessage(principal, draft);
    if (!inserted) return { message: await findEarlier(principal, draft), created: false };
    return { message: await tell(principal, inserted), created: true };
  };
  if (!plain) return inOrder(draft.channelId, sendAlone);
  const send = async (turn: Turn) => {
    const inserted = await waitWithTurnPaused(sendTogether(plain, turn.leave));
    if (!inserted) return inTurnApart(draft.channelId, sendAlone);
    return { message: await tell(principal, { ...inserted, ...NOTHING_MORE }), created: true };
  };
  return inOrder(draft.channelId, send, { joins: true });
}

/** What a plain message does not have. */
const NOTHING_MORE = {
  lacksWords: false,
  joined: false,
  mentions: [] as string[],
  followers: [] as string[],
};

/** Tells everybody concerned of a message that is committed. */
async function tell(principal: Principal, inserted: InsertedRow): Promise<Message> {
  const message = toMessage(inserted);
  const sender = { workspaceId: principal.workspace.id, userId: principal.userId };
  // Before the message is published: who joins by posting gets it on every page.
  if (inserted.joined) await realtime().widen([sender]);
  const { mentions, followers } = inserted;
  const { channelId, seq } = message;
  const news = { message, mentions, followers };
  publishToReaders(principal, inserted, "message:created", news);
  if (inserted.read) {
    const room = personRoom(sender.workspaceId, sender.userId);
    realtime().publish(room, "read:updated", { channelId, seq });
  }
  pushMessage(principal, message);
  if (inserted.lacksWords) await fillWordsOf(message.id);
  if (inserted.joined) await publishJoining(sender, channelId);
  return message;
}

/** The message, if it is in no thread, has no files and names nobody: what `insertTogether` can insert. */
function readPlain(principal: Principal, draft: Draft): PlainMessage | undefined {
  const { channelId, body, clientId, parentId, fileIds } = draft;
  const named = mentionsIn(body);
  const isPlain = !parentId && !fileIds?.length && named.userIds.length === 0 && !named.here;
  if (!isPlain) return undefined;
  const mentionsAll = named.everyone && can(principal, "message.mentionAll");
  const words = writeWords(body);
  return { id: uuidv7(), principal, channelId, body, clientId, mentionsAll, words };
}

async function publishJoining(sender: PersonIn, channelId: string): Promise<void> {
  await publishChannels([channelId]);
  await publishMeeting(sender, [channelId]);
}

/**
 * The errors that mean "not inserted": another request with the same `clientId` came first, or a guest's time ended
 * while the statement waited.
 */
const REFUSED = new Set([UNIQUE_VIOLATION, NOT_NULL_VIOLATION]);

const insertedColumns = {
  ...messageColumns,
  lacksWords: sql<boolean>`m.words IS NULL`,
  joined: sql<boolean>`EXISTS (SELECT 1 FROM joined)`,
  read: hasReadOwn,
  mentions: sql<string[]>`coalesce((SELECT json_agg(user_id) FROM mentioned), '[]'::json)`,
  followers: sql<string[]>`coalesce((SELECT json_agg(user_id) FROM mentioned
    WHERE thread_id IS NOT NULL), '[]'::json)`,
  hiddenFrom: hiddenFrom(sql`counter`, sql`m.seq`),
  begunAt: sql<string>`coalesce((SELECT created_at FROM thread), m.created_at)`,
};

type InsertedRow = RowOf<typeof insertedColumns>;

async function insertMessage(principal: Principal, draft: Draft): Promise<InsertedRow | undefined> {
  try {
    const [row] = await rowsOf(insertedColumns, (list) => insertStatement(principal, draft, list));
    return row;
  } catch (error) {
    if (REFUSED.has(sqlState(error) ?? "")) return undefined;
    throw error;
  }
}

function insertStatement(principal: Principal, draft: Draft, list: SQL): SQL {
  const parent = draft.parentId ?? null;
  const { userId, workspace } = principal;
  const named = mentionsIn(draft.body);
  const mayCallAll = can(principal, "message.mentionAll");
  const here = named.here && mayCallAll ? callHere(workspace.id) : null;
  const isForNobody = parent === null && named.userIds.length === 0 && !here;
  const attachment = attachFiles(userId, draft.channelId, draft.fileIds);
  const { pick, complete, picked, files, attach } = attachment;
  return sql`
    WITH ${liveAccess(principal)}, ${door(principal, sql`${draft.channelId}`)},
    ${parent === null ? NO_THREAD : findThread(principal, draft.channelId, parent)},
    ${pick}
    counter AS (
      UPDATE channel c SET last_seq = c.last_seq + 1, last_rev = c.last_rev + 1 FROM door
      WHERE c.id = door.id
        AND (${parent}::text IS NULL OR EXISTS (SELECT 1 FROM thread))
        AND NOT EXISTS (SELECT 1 FROM message m
          WHERE m.author_id = ${userId} AND m.client_id = ${draft.clientId})
        AND ${complete}
      RETURNING c.id, c.last_seq, c.last_rev, c.absences, door.joins),
    joined AS (
      ${giveMembership(sql`SELECT id, ${userId}, last_seq FROM counter WHERE joins`)} RETURNING channel_id),
    m AS (
      INSERT INTO message
        (id, channel_id, seq, rev, author_id, author_guest, body, parent_id, client_id, mentions_all,
          files, words, created_at)
      SELECT ${uuidv7()}, counter.id, counter.last_seq, ${whileTimeLasts(sql`counter.last_rev`)}, ${userId},
        ${principal.as === "guest"}, ${draft.body}, (SELECT id FROM thread), ${draft.clientId},
        ${named.everyone && mayCallAll}, ${files}, ${wordsOf(draft.body, picked)}, clock_timestamp()
      FROM counter RETURNING *),
    ${readOwn},
    ${attach}
    ${isForNobody ? NOBODY : sql`${followThread(userId, named.userIds)}, ${noteMentions(userId, named.userIds, here)}`}
    SELECT ${list}
    FROM m CROSS JOIN counter JOIN ${peopleWithAccess} u ON u.id = m.author_id`;
}

const NO_THREAD = sql`thread AS (SELECT NULL::text AS id, NULL::int AS seq, NULL::text AS author_id,
  NULL::text AS body, NULL::timestamptz AS created_at WHERE false)`;

/** Finds the first message of the thread. The sender must be able to read it and the message that they answer. */
function findThread(principal: Principal, channelId: string, parent: string): SQL {
  return sql`thread AS (
    SELECT r.id, r.seq, r.author_id, r.body, r.created_at FROM message p JOIN message r ON r.id = coalesce(p.parent_id, p.id)
    JOIN channel c ON c.id = p.channel_id
    WHERE p.id = ${parent} AND p.channel_id = ${channelId}
      AND ${readable(principal, sql`p`)} AND ${readable(principal, sql`r`)})`;
}

/**
 * Finds the message that this `clientId` made before, if that is why nothing was inserted. Otherwise throws the reason.
 */
async function findEarlier(principal: Principal, draft: Draft): Promise<Message> {
  const [row] = await rowsOf(
    messageColumns,
    (list) => sql`SELECT ${list} FROM message m
      JOIN ${peopleWithAccess} u ON u.id = m.author_id JOIN channel c ON c.id = m.channel_id
      WHERE m.author_id = ${principal.userId} AND m.client_id = ${draft.clientId} AND ${visible(principal)}
        AND ${readable(principal)}`,
  );
  if (row) return toMessage(row);
  throw await readRefusal(principal, describeWanted(draft), draft.channelId);
}

function describeWanted({ parentId, fileIds }: Draft): string {
  if (fileIds && fileIds.length > 0)
    return parentId ? "Channel, message or file" : "Channel or file";
  return parentId ? "Channel or message" : "Channel";
}
