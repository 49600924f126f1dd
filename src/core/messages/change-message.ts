import { type SQL, sql } from "drizzle-orm";
import { rows, rowsOf } from "@/db/client";
import type { RowOf } from "@/db/columns";
import type { Message, Reaction } from "@/lib/api-types";
import { mentionsIn } from "@/lib/markdown/mentions";
import type { ClientPayload, ServerEvent, ServerPayload } from "@/lib/socket-events";
import { readRefusal } from "../access/read-refusal";
import { door, liveAccess, whileTimeLasts } from "../access/guards";
import { peopleOf } from "../access/names/kept-names";
import { assertCan, can } from "../access/policy";
import type { Principal } from "../access/principal";
import { beginning, hiddenFrom, readable } from "../access/message-rules";
import { forbidden, invalid, NOT_NULL_VIOLATION, sqlState } from "../errors";
import { discardFilesOf } from "../files/discard-files";
import { pushMessage } from "../notifications/push-message";
import { findChannel } from "./find-channel";
import { fillWordsOf } from "./fill-words";
import { inOrder } from "./in-order";
import { messageColumns, toMessage } from "./message-row";
import { wordsOf } from "./message-words";
import { mentionColumns, redoMentions, SAME_MENTIONS } from "./note-mentions";
import { publishToReaders } from "./publish-to-readers";

/** How many different emoji one message can have. */
const MAX_EMOJI = 30;

/**
 * Changes the body of one's own message.
 * @throws AppError NOT_FOUND, FORBIDDEN (somebody else's), GUEST_LOCKED, GUEST_EXPIRED, UNAVAILABLE
 */
export async function editMessage(
  principal: Principal,
  { messageId, body }: ClientPayload<"message:edit">,
): Promise<Message> {
  const { userIds, everyone, here } = mentionsIn(body);
  const mayCallAll = can(principal, "message.mentionAll");
  const words = wordsOf(body, sql`(SELECT * FROM file WHERE message_id = m.id)`);
  return changeMessage(principal, messageId, {
    allowed: sql`m.author_id = ${principal.userId}`,
    set: sql`body = ${body}, words = ${words}, mentions_all = ${everyone && mayCallAll}, edited_at = clock_timestamp()`,
    mentions: redoMentions(principal.userId, userIds, here && mayCallAll),
    announce: (message, tell, { called, ...news }) => {
      tell("message:updated", { message, ...news });
      if (called.length > 0) pushMessage(principal, message, called);
    },
  });
}

/**
 * Deletes a message: one's own, or, for owners and admins, any message in their channels. The row and its `seq` stay;
 * its text and files are deleted.
 * @throws AppError as `editMessage`
 */
export async function deleteMessage(
  principal: Principal,
  { messageId }: ClientPayload<"message:delete">,
): Promise<Message> {
  const deleted = await changeMessage(principal, messageId, {
    allowed: can(principal, "message.moderate")
      ? sql`true`
      : sql`m.author_id = ${principal.userId}`,
    set: sql`body = '', words = NULL, reactions = '{}', files = '[]', pinned_at = NULL, pinned_by = NULL, deleted_at = clock_timestamp()`,
    announce: (message, tell) => tell("message:deleted", { message }),
  });
  await discardFilesOf(deleted.id);
  return deleted;
}

/**
 * Adds the principal's reaction, or removes it if it is there.
 * @throws AppError NOT_FOUND, VALIDATION (too many different emoji), GUEST_LOCKED, GUEST_EXPIRED, UNAVAILABLE
 */
export async function toggleReaction(
  principal: Principal,
  { messageId, emoji }: ClientPayload<"reaction:toggle">,
): Promise<Reaction[]> {
  const mine = sql`coalesce(m.reactions -> ${emoji}, '[]'::jsonb)`;
  const { userId } = principal;
  const message = await changeMessage(principal, messageId, {
    allowed: sql`(m.reactions ? ${emoji} OR
      (SELECT count(*) FROM jsonb_object_keys(m.reactions)) < ${MAX_EMOJI})`,
    refusal: () => invalid("emoji", "This message carries as many different reactions as it can"),
    set: sql`reactions = CASE
      WHEN ${mine} = to_jsonb(ARRAY[${userId}::text]) THEN m.reactions - ${emoji}::text
      WHEN ${mine} ? ${userId} THEN jsonb_set(m.reactions, ARRAY[${emoji}::text], ${mine} - ${userId}::text)
      ELSE jsonb_set(m.reactions, ARRAY[${emoji}::text], ${mine} || to_jsonb(${userId}::text)) END`,
    announce: ({ channelId, rev, reactions }, tell) =>
      tell("reaction:updated", { channelId, messageId, rev, reactions }),
  });
  return message.reactions;
}

/**
 * Pins a message to its channel, or removes the pin.
 * @throws AppError FORBIDDEN (guests do not pin), NOT_FOUND, UNAVAILABLE
 */
export async function pinMessage(
  principal: Principal,
  { messageId, pinned }: { messageId: string; pinned: boolean },
): Promise<Message> {
  assertCan(principal, "message.pin");
  return changeMessage(principal, messageId, {
    allowed: sql`true`,
    set: pinned
      ? sql`pinned_at = clock_timestamp(), pinned_by = ${principal.userId}`
      : sql`pinned_at = NULL, pinned_by = NULL`,
    announce: (message, tell, { called: _, ...news }) =>
      tell("message:updated", { message, ...news }),
  });
}

interface Change {
  /**
   * The condition on message `m` under which it may be changed. The row is locked first, so the condition sees a change
   * that is in progress.
   */
  allowed: SQL;
  set: SQL;
  /** What it does to the mentions; nothing if it is left out. */
  mentions?: SQL;
  refusal?: () => Error;
  announce: (
    message: Message,
    tell: <E extends ServerEvent>(event: E, payload: ServerPayload<E>) => void,
    mentions: Pick<RowOf<typeof changedColumns>, "mentions" | "followers" | "called">,
  ) => void;
}

const changedColumns = {
  ...messageColumns,
  ...mentionColumns,
  hiddenFrom: hiddenFrom(sql`counter`, sql`m.seq`),
  begunAt: beginning(sql`m`),
  lacksWords: sql<boolean>`m.words IS NULL AND m.deleted_at IS NULL`,
};

/**
 * Changes a message in one statement: it checks access, locks the message's row, takes the channel's next `rev` and
 * writes the change.
 */
async function changeMessage(
  principal: Principal,
  messageId: string,
  change: Change,
): Promise<Message> {
  const channelId = await findChannel(principal, messageId);
  return inOrder(channelId, async () => {
    const [row] = await rowsOf(
      changedColumns,
      (list) => sql`
      WITH ${liveAccess(principal)}, ${door(principal, sql`${channelId}`)},
      target AS MATERIALIZED (
        SELECT m.id, m.channel_id FROM message m JOIN door ON door.id = m.channel_id
        JOIN channel c ON c.id = door.id
        WHERE m.id = ${messageId} AND m.deleted_at IS NULL AND ${readable(principal)}
          AND ${change.allowed}
        FOR UPDATE OF m),
      counter AS (
        UPDATE channel c SET last_rev = c.last_rev + 1 FROM target WHERE c.id = target.channel_id
        RETURNING c.id, c.last_rev, c.absences),
      changed AS (
        UPDATE message m SET rev = ${whileTimeLasts(sql`counter.last_rev`)}, ${change.set} FROM counter
        WHERE m.id = ${messageId} RETURNING m.*),
      ${change.mentions ?? SAME_MENTIONS}
      SELECT ${list} FROM changed m CROSS JOIN counter
        JOIN ${peopleOf(principal.workspace.id)} u ON u.id = m.author_id`,
    ).catch(noneInTime);
    if (!row) throw await explainUnchanged(principal, messageId, channelId, change);
    const message = toMessage(row);
    const { mentions, followers, called } = row;
    change.announce(message, (event, payload) => publishToReaders(principal, row, event, payload), {
      mentions,
      followers,
      called,
    });
    if (row.lacksWords) await fillWordsOf(messageId);
    return message;
  });
}

/** A guest's time ran out while the statement waited. */
function noneInTime(error: unknown): [] {
  if (sqlState(error) === NOT_NULL_VIOLATION) return [];
  throw error;
}

/**
 * The reason why nothing was changed. If the principal can see the message, the change itself was refused. Otherwise
 * the reason is their access.
 */
async function explainUnchanged(
  principal: Principal,
  messageId: string,
  channelId: string,
  change: Change,
): Promise<Error> {
  const [seen] = await rows(sql`WITH ${liveAccess(principal)}, ${door(principal, sql`${channelId}`)}
    SELECT 1 FROM message m JOIN door ON door.id = m.channel_id JOIN channel c ON c.id = door.id
    WHERE m.id = ${messageId} AND m.deleted_at IS NULL AND ${readable(principal)}`);
  if (seen) return change.refusal?.() ?? forbidden();
  return readRefusal(principal, "Message", channelId);
}
