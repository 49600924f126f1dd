import { type SQL, sql } from "drizzle-orm";
import { among } from "@/db/among";
import { hiddenFrom, reachesBack, readable } from "../access/message-rules";
import { membership, membershipWithChannel } from "../access/rules";
import { isOnline } from "../presence/note-presence";

/**
 * The parts of the statements that send and edit messages that write down who is mentioned and who follows a thread.
 * They read `counter`, the row of the channel, and `thread`, the first message of the thread, if there is one.
 */

/** Most messages mention nobody and are in no thread. They do not read the members of the channel. */
export const NOBODY = sql`mentioned AS (SELECT NULL::text AS user_id, NULL::text AS thread_id WHERE false)`;

/**
 * These people follow the thread from now on: the sender, its first author, people whom its first message or this one
 * names, and everybody in a direct conversation. People who have stopped following it, and people who may not read
 * its first message, do not.
 */
export function followThread(userId: string, named: string[]): SQL {
  return followed(sql`SELECT ${userId}::text AS id FROM thread
    UNION SELECT author_id FROM thread
    UNION SELECT cm.user_id FROM ${membershipWithChannel} JOIN counter ON c.id = counter.id
    WHERE c.kind = 'direct'
    UNION SELECT cm.user_id FROM mention t JOIN thread ON t.seq = thread.seq AND ${isNamed}
      JOIN counter ON t.channel_id = counter.id
      JOIN ${membership} ON cm.channel_id = t.channel_id AND cm.user_id = t.user_id
    UNION ${inChannel(named)}`);
}

/** The condition that the first message, which mentions person `t`, names them. Whom it calls with `@here` it does not. */
const isNamed = sql`strpos(thread.body, '<@' || t.user_id || '>') > 0`;

/** Those who are named are in the channel. */
function inChannel(named: string[]): SQL {
  return sql`SELECT cm.user_id FROM ${membership} JOIN counter ON cm.channel_id = counter.id
    WHERE cm.user_id IN ${among(named)}`;
}

function followed(who: SQL): SQL {
  return sql`followed AS (
    INSERT INTO thread_follow (message_id, user_id, following)
    SELECT thread.id, who.id, true FROM thread CROSS JOIN counter CROSS JOIN (${who}) AS who (id)
    WHERE who.id NOT IN (
      SELECT json_array_elements_text(${hiddenFrom(sql`counter`, sql`thread.seq`)}))
      AND NOT EXISTS (SELECT 1 FROM ${membership} WHERE cm.channel_id = counter.id AND cm.user_id = who.id
        AND NOT ${reachesBack(sql`cm`, sql`thread.created_at`)})
    GROUP BY thread.id, who.id ON CONFLICT DO NOTHING RETURNING user_id, message_id)`;
}

/**
 * Those whom `@here` calls: who is in the channel and connected to the workspace right now. They do not follow a thread
 * for it. Who has muted the channel is among them: everybody in it is told who was called, and would learn of that.
 */
export function callHere(workspaceId: string): SQL {
  return sql`SELECT cm.user_id FROM ${membership} JOIN counter ON cm.channel_id = counter.id
    WHERE ${isOnline(workspaceId, sql`cm.user_id`)}`;
}

/**
 * Records mentions for people who follow the thread and people whom the message names, if they are in the channel and
 * may read the thread.
 * @param here what `callHere` gives, if the message calls them too
 */
export function noteMentions(userId: string, named: string[], here: SQL | null): SQL {
  return sql`mentioned AS (
    INSERT INTO mention (user_id, channel_id, seq, thread_id)
    SELECT cm.user_id, counter.id, counter.last_seq, max(who.thread_id)
    FROM counter JOIN ${membership} ON cm.channel_id = counter.id
    JOIN (SELECT f.user_id, thread.id AS thread_id FROM thread_follow f
        JOIN thread ON thread.id = f.message_id WHERE f.following
      UNION SELECT user_id, message_id FROM followed
      UNION SELECT value, NULL FROM ${among(named)} AS named (value)
      ${here ? sql`UNION SELECT here.user_id, NULL FROM (${here}) AS here` : sql``}) AS who ON who.user_id = cm.user_id
    WHERE cm.user_id <> ${userId}
      AND ${reachesBack(sql`cm`, sql`(SELECT created_at FROM thread)`)}
    GROUP BY cm.user_id, counter.id, counter.last_seq RETURNING user_id, thread_id)`;
}

/** An edit, a pin or a reaction that leaves the mentions of a message as they are. */
export const SAME_MENTIONS = sql`forgotten AS (SELECT NULL::text AS user_id WHERE false), ${NOBODY}`;

/**
 * What an edit of message `changed` does to its mentions. Who is no longer named loses the mention, but not what waits
 * for them in a thread that they follow. Who is named and may read the message gains one, and follows the thread that it
 * is in, or that it has begun. People who follow the former already have seen the message, or it waits for them.
 * @param here whether it says `@here`. Whom that calls is decided when the message is sent: an edit that adds it calls
 *   nobody, and while it stands nobody loses a mention.
 */
export function redoMentions(userId: string, named: string[], here: boolean): SQL {
  return sql`thread AS (
      SELECT r.id, r.seq, r.created_at FROM changed m JOIN message r ON r.id = coalesce(m.parent_id, m.id)
      WHERE m.parent_id IS NOT NULL OR EXISTS (SELECT 1 FROM message answer WHERE answer.parent_id = m.id)),
    forgotten AS (
      DELETE FROM mention t USING changed m
      WHERE t.channel_id = m.channel_id AND t.seq = m.seq AND t.thread_id IS NULL
        AND NOT ${here} AND t.user_id NOT IN ${among(named)} RETURNING t.user_id),
    ${followed(inChannel(named))},
    mentioned AS (
      INSERT INTO mention (user_id, channel_id, seq, thread_id)
      SELECT cm.user_id, c.id, m.seq, followed.message_id
      FROM changed m JOIN counter c ON c.id = m.channel_id
      JOIN ${membership} ON cm.channel_id = c.id AND cm.user_id IN ${among(named)}
      LEFT JOIN followed ON followed.user_id = cm.user_id AND followed.message_id = m.parent_id
      WHERE cm.user_id <> ${userId} AND ${readable({ userId: sql`cm.user_id`, membership: sql`cm` })}
        AND NOT EXISTS (SELECT 1 FROM thread_follow f
          WHERE f.message_id = m.parent_id AND f.user_id = cm.user_id AND f.following)
      ON CONFLICT DO NOTHING RETURNING user_id, thread_id)`;
}

/** Who is mentioned in message `m` once the statement is done, and in a followed thread has not seen it. */
const mentionedNow = sql`(
    SELECT t.user_id, t.thread_id FROM mention t
    JOIN ${membership} ON cm.channel_id = t.channel_id AND cm.user_id = t.user_id
    WHERE t.channel_id = m.channel_id AND t.seq = m.seq
      AND t.user_id NOT IN (SELECT user_id FROM forgotten)
    UNION SELECT user_id, thread_id FROM mentioned) AS t`;

/** As in `message:created`: whom message `m` mentions, and for whom of them it waits in a thread. */
export const mentionColumns = {
  mentions: sql<string[]>`coalesce((SELECT json_agg(t.user_id) FROM ${mentionedNow}), '[]'::json)`,
  followers: sql<string[]>`coalesce((SELECT json_agg(t.user_id) FROM ${mentionedNow}
    WHERE t.thread_id IS NOT NULL), '[]'::json)`,
  /** Whom the change mentions, and the message before it did not. */
  called: sql<string[]>`coalesce((SELECT json_agg(user_id) FROM mentioned), '[]'::json)`,
};
