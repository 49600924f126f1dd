import { type SQL, sql } from "drizzle-orm";
import { fileJson } from "./file-row";

/** The parts of the statement that sends a message: `pick` before it counts, `attach` after message `m`. */
export interface Attachment {
  pick: SQL;
  /** The condition that every file is there to be sent. */
  complete: SQL;
  /** What the message keeps of them. */
  files: SQL;
  attach: SQL;
}

/** How long an upload can be sent. After that it can no longer, and is discarded. */
export const SENT_WITHIN = sql`interval '1 day'`;

const NOTHING: Attachment = {
  pick: sql``,
  complete: sql`true`,
  files: sql`'[]'::jsonb`,
  attach: sql``,
};

/**
 * Attaches uploads of the sender to that channel which no message has yet; all of them, or nothing is sent.
 * They are locked: two messages that want the same one get it one after the other.
 */
export function attachFiles(userId: string, channelId: string, fileIds: string[] = []): Attachment {
  const ids = [...new Set(fileIds)];
  if (ids.length === 0) return NOTHING;
  return {
    pick: sql`picked AS MATERIALIZED (
      SELECT f.*, asked.place
      FROM file f JOIN jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb) WITH ORDINALITY
        AS asked (id, place) ON asked.id = f.id
      WHERE f.uploader_id = ${userId} AND f.channel_id = ${channelId} AND f.message_id IS NULL
        AND f.created_at > now() - ${SENT_WITHIN}
      FOR UPDATE OF f),`,
    complete: sql`(SELECT count(*) FROM picked) = ${ids.length}::int`,
    files: sql`(SELECT jsonb_agg(${fileJson} ORDER BY f.place) FROM picked f)`,
    attach: sql`attached AS (
      UPDATE file f SET message_id = m.id FROM m, picked WHERE f.id = picked.id RETURNING f.id),`,
  };
}
