import { sql } from "drizzle-orm";

/** Part of a statement that inserts messages `m`: senders who had read all that came before have read their own too. */
export const readOwn = sql`read AS (
  UPDATE channel_member cm SET last_read_seq = m.seq FROM m
  WHERE cm.channel_id = m.channel_id AND cm.user_id = m.author_id AND cm.last_read_seq = m.seq - 1
  RETURNING cm.channel_id, cm.user_id)`;

/** Whether that is so of message `m`. */
export const hasReadOwn = sql<boolean>`EXISTS (SELECT 1 FROM read r
  WHERE r.channel_id = m.channel_id AND r.user_id = m.author_id)`;
