import { setTimeout as pause } from "node:timers/promises";
import { type SQL, sql } from "drizzle-orm";
import { among } from "@/db/among";
import { rows } from "@/db/client";
import { logger } from "@/lib/logger";
import { UNSENT_LIFETIME } from "./attach-files";
import { dropIncomingBefore } from "./incoming";
import { store } from "./store";

const DAY_MS = 24 * 60 * 60 * 1000;
const FILES_AT_A_TIME = 200;

/** How long the deletion of a message waits for its files to be removed. */
const MAX_WAIT_MS = 2_000;
/**
 * A statement may attach a file that became too old while the statement ran. So files are deleted only this much later.
 */
const GRACE = sql`interval '1 minute'`;

/**
 * Removes the files of a deleted message. What cannot be removed now is left to the sweep. If the store is slow, this
 * returns and the removal goes on.
 */
export async function discardFilesOf(messageId: string): Promise<void> {
  await Promise.race([tryToDiscard(messageId), pause(MAX_WAIT_MS, undefined, { ref: false })]);
}

async function tryToDiscard(messageId: string): Promise<void> {
  try {
    await discardFiles(sql`f.message_id = ${messageId}`);
  } catch (error) {
    logger().warn({ err: error, messageId }, "files of a deleted message not removed yet");
  }
}

/**
 * Deletes uploads that were not sent within a day, files of deleted messages that are still there, and partial uploads
 * of processes that ended while receiving them. Every node may call it.
 */
export async function sweepFiles(): Promise<void> {
  await discardFiles(
    sql`f.message_id IS NULL AND f.created_at < now() - ${UNSENT_LIFETIME} - ${GRACE}`,
  );
  await discardFiles(
    sql`EXISTS (SELECT 1 FROM message m WHERE m.id = f.message_id AND m.deleted_at IS NOT NULL)`,
  );
  await dropIncomingBefore(Date.now() - DAY_MS);
}

/**
 * Removes files for which a condition on `f` holds: their bytes and their rows. A condition that holds once must hold
 * from then on, because no row is locked while the store works.
 */
async function discardFiles(condition: SQL): Promise<void> {
  while ((await discardSome(condition)) === FILES_AT_A_TIME);
}

/** Removes the bytes first, then the rows. If it fails between the two, the next sweep finds the rows again. */
async function discardSome(condition: SQL): Promise<number> {
  const found = await rows<{ id: string }>(
    sql`SELECT f.id FROM file f WHERE ${condition} LIMIT ${FILES_AT_A_TIME}`,
  );
  if (found.length === 0) return 0;
  const kept = await store();
  for (const { id } of found) await kept.remove(id);
  await rows(sql`DELETE FROM file WHERE id IN ${among(found.map(({ id }) => id))}`);
  return found.length;
}
