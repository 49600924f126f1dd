import { type SQL, sql } from "drizzle-orm";
import { readable } from "../access/message-rules";

/** More than this is not counted: it is shown as "99+". */
export const MAX_COUNTED = 100;

const most = sql.raw(String(MAX_COUNTED));
/** Of how many of the latest messages the numbers are looked at. */
const latest = sql.raw(String(4 * MAX_COUNTED));

interface Membership {
  userId: SQL;
  /** The alias of its row. */
  membership: SQL;
}

/**
 * What others have written in channel `c` after what the person has read, without answers in threads; at most
 * `MAX_COUNTED`. Messages are numbered without a gap, so it is the distance between two numbers less what does not count:
 * answers, deleted messages and their own, each in an index that has no others. So the cost does not depend on how much
 * is unread. Messages are read and counted one by one only where some are hidden from the person, or nearly all of the
 * latest do not count.
 */
export function unreadCount(mine: Membership): SQL {
  const { userId, membership } = mine;
  const after = sql`t.channel_id = c.id AND t.seq > latest.after`;
  // Without OFFSET, Postgres would count anew wherever the number is named.
  return sql`CASE WHEN c.absences IS NULL AND ${membership}.history_from IS NULL
    THEN (SELECT CASE WHEN counted.number >= ${most} THEN ${most}
        WHEN counted.after = ${membership}.last_read_seq THEN counted.number
        ELSE ${countOneByOne(mine)} END
      FROM (SELECT latest.after, c.last_seq - latest.after
          - (SELECT count(*)::int FROM message t
              WHERE ${after} AND (t.parent_id IS NOT NULL OR t.deleted_at IS NOT NULL))
          - (SELECT count(*)::int FROM message t WHERE ${after} AND t.author_id = ${userId}
              AND t.parent_id IS NULL AND t.deleted_at IS NULL) AS number
        FROM (SELECT greatest(${membership}.last_read_seq, c.last_seq - ${latest}) AS after) latest
        OFFSET 0) counted)
    ELSE ${countOneByOne(mine)} END`;
}

function countOneByOne(mine: Membership): SQL {
  return sql`(SELECT count(*)::int FROM (
    SELECT 1 FROM message t WHERE t.channel_id = c.id AND t.seq > ${mine.membership}.last_read_seq
      AND t.parent_id IS NULL AND t.deleted_at IS NULL AND t.author_id <> ${mine.userId}
      AND ${readable(mine, sql`t`)}
    LIMIT ${most}) t)`;
}

/** The sequence numbers of the messages after what the person has read that mention them, or everybody. */
export function unreadMentions(mine: Membership): SQL {
  const { userId, membership } = mine;
  return sql`coalesce((SELECT json_agg(t.seq ORDER BY t.seq) FROM (
    SELECT t.seq FROM mention t
      JOIN message x ON x.channel_id = t.channel_id AND x.seq = t.seq AND x.deleted_at IS NULL
        AND ${readable(mine, sql`x`)}
      WHERE t.user_id = ${userId} AND t.channel_id = c.id AND t.seq > ${membership}.last_read_seq
        AND t.thread_id IS NULL
    UNION SELECT t.seq FROM message t WHERE t.channel_id = c.id AND t.mentions_all
      AND t.deleted_at IS NULL AND t.seq > ${membership}.last_read_seq AND t.author_id <> ${userId}
      AND ${readable(mine, sql`t`)}
    ORDER BY seq DESC LIMIT ${most}) t), '[]'::json)`;
}
