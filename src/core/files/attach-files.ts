import { type SQL, sql } from "drizzle-orm";
import { fileJson } from "./file-row";

/**
 * Parts of the statement that sends a message: `pick` comes before the message is counted, `attach` after message `m`
 * is inserted.
 */
export interface Attachment {
  pick: SQL;
  /** The condition that every file was found and can be attached. */
  complete: SQL;
  /** Their rows, if there are any, and the same as JSON, for the row of the message. */
  picked: SQL | null;
  files: SQL;
  attach: SQL;
}

/** How long an upload can be attached to a message. After that it is deleted. */
export const UNSENT_LIFETIME = sql`interval '1 day'`;

const NOTHING: Attachment = {
  pick: sql``,
  complete: sql`true`,
  picked: null,
  files: sql`'[]'::jsonb`,
  attach: sql``,
};

/**
 * Attaches uploads to a message: only those of the sender to this channel that no message has yet. If one is missing,
 * nothing is sent. The rows are locked, so two messages that want the same upload get it one after the other.
 */
export function attachFiles(userId: string, channelId: string, fileIds: string[] = []): Attachment {
  const ids = [...new Set(fileIds)];
  if (ids.length === 0) return NOTHING;
  return {
    pick: sql`picked AS MATERIALIZED (
      SELECT f.*, asked.ordinal
      FROM file f JOIN jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb) WITH ORDINALITY
        AS asked (id, ordinal) ON asked.id = f.id
      WHERE f.uploader_id = ${userId} AND f.channel_id = ${channelId} AND f.message_id IS NULL
        AND f.created_at > now() - ${UNSENT_LIFETIME}
      FOR UPDATE OF f),`,
    complete: sql`(SELECT count(*) FROM picked) = ${ids.length}::int`,
    picked: sql`picked`,
    files: sql`(SELECT jsonb_agg(${fileJson} ORDER BY f.ordinal) FROM picked f)`,
    attach: sql`attached AS (
      UPDATE file f SET message_id = m.id FROM m, picked WHERE f.id = picked.id RETURNING f.id),`,
  };
}
