import { type SQL, sql } from "drizzle-orm";
import { db, rows } from "@/db/client";
import { logger } from "@/lib/logger";
import { dropIncomingBefore, removeKept } from "./store";

const DAY_MS = 24 * 60 * 60 * 1000;
const BATCH = 200;

/** The files of a message that was deleted. What cannot be removed now is left to the sweep. */
export async function discardFilesOf(messageId: string): Promise<void> {
  try {
    await discardFiles(sql`f.message_id = ${messageId}`);
  } catch (error) {
    logger().warn({ err: error, messageId }, "files of a deleted message not removed yet");
  }
}

/**
 * Clears away uploads that were not sent within a day, files of deleted messages that are still there, and
 * what a process left behind that ended while something came in. Every node may call it.
 */
export async function sweepFiles(): Promise<void> {
  await discardFiles(sql`f.message_id IS NULL AND f.created_at < now() - interval '1 day'`);
  await discardFiles(
    sql`EXISTS (SELECT 1 FROM message m WHERE m.id = f.message_id AND m.deleted_at IS NOT NULL)`,
  );
  await dropIncomingBefore(Date.now() - DAY_MS);
}

/** Removes files for which a condition on `f` holds, bytes and all. */
export async function discardFiles(condition: SQL): Promise<void> {
  while ((await discardSome(condition)) === BATCH);
}

/** The rows go with the commit, after the bytes: what breaks in between is found again by its row. */
function discardSome(condition: SQL): Promise<number> {
  return db().transaction(async (tx) => {
    const gone = await rows<{ id: string }>(
      sql`DELETE FROM file WHERE id IN (
        SELECT f.id FROM file f WHERE ${condition} LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
        RETURNING id`,
      tx,
    );
    await Promise.all(gone.map(({ id }) => removeKept(id)));
    return gone.length;
  });
}
