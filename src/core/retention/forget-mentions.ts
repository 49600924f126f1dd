import { sql } from "drizzle-orm";
import { membership } from "../access/rules";
import { deleteInPages } from "./delete-in-pages";

/**
 * Deletes mentions in messages that are this many days old, if the mentioned person has read past them or is no longer
 * in the channel. A person who joins a channel again starts at its end. In a direct conversation they start where they
 * left it, so their unread mentions there are kept. After the deletion, a message that is marked unread again does not
 * count as a mention.
 * @returns how many
 */
export async function forgetSeenMentions(days: number): Promise<number> {
  const theirs = sql`SELECT 1 FROM ${membership} WHERE cm.channel_id = t.channel_id AND cm.user_id = t.user_id`;
  return deleteInPages({
    table: "mention",
    keys: { user_id: "text", channel_id: "text", seq: "integer" },
    which: sql`(EXISTS (SELECT 1 FROM message m WHERE m.channel_id = t.channel_id AND m.seq = t.seq
        AND m.created_at < now() - make_interval(days => ${days}::int))
      AND ((t.thread_id IS NULL AND EXISTS (${theirs} AND t.seq <= cm.last_read_seq))
        OR (NOT EXISTS (${theirs}) AND EXISTS (SELECT 1 FROM channel c
          WHERE c.id = t.channel_id AND c.kind = 'channel'))))`,
  });
}
