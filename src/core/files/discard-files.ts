import { setTimeout as pause } from "node:timers/promises";
import { type SQL, sql } from "drizzle-orm";
import { rows } from "@/db/client";
import { logger } from "@/lib/logger";
import { SENT_WITHIN } from "./attach-files";
import { dropIncomingBefore } from "./incoming";
import { store } from "./store";

const DAY_MS = 24 * 60 * 60 * 1000;
const BATCH = 200;

/** How long whoever deletes a message is kept waiting for its files to go. */
const PATIENCE_MS = 2_000;
/** A statement that attaches a file may have begun before the file was too old for it. */
const GRACE = sql`interval '1 minute'`;

/**
 * The files of a message that was deleted. What cannot be removed now is left to the sweep; a store that
 * takes its time goes on alone.
 */
export async function discardFilesOf(messageId: string): Promise<void> {
  await Promise.race([tryToDiscard(messageId), pause(PATIENCE_MS, undefined, { ref: false })]);
}

async function tryToDiscard(messageId: string): Promise<void> {
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
  await discardFiles(
    sql`f.message_id IS NULL AND f.created_at < now() - ${SENT_WITHIN} - ${GRACE}`,
  );
  await discardFiles(
    sql`EXISTS (SELECT 1 FROM message m WHERE m.id = f.message_id AND m.deleted_at IS NOT NULL)`,
  );
  await dropIncomingBefore(Date.now() - DAY_MS);
}

/**
 * Removes files for which a condition on `f` holds, bytes and all. It must be one that goes on holding: no
 * row is locked while a store takes its time.
 */
async function discardFiles(condition: SQL): Promise<void> {
  while ((await discardSome(condition)) === BATCH);
}

/** The rows go after the bytes: what breaks in between is found again by its row. */
async function discardSome(condition: SQL): Promise<number> {
  const found = await rows<{ id: string }>(
    sql`SELECT f.id FROM file f WHERE ${condition} LIMIT ${BATCH}`,
  );
  if (found.length === 0) return 0;
  const kept = await store();
  for (const { id } of found) await kept.remove(id);
  const ids = JSON.stringify(found.map(({ id }) => id));
  await rows(sql`DELETE FROM file WHERE id IN (SELECT jsonb_array_elements_text(${ids}::jsonb))`);
  return found.length;
}
