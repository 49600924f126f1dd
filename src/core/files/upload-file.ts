import { sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { db, rows } from "@/db/client";
import type { MessageFile } from "@/lib/api-types";
import { waitWithTurnPaused } from "@/lib/current-turn";
import { env } from "@/lib/env";
import { foldText } from "@/lib/fold-text";
import { cutWords } from "@/lib/search-words";
import { readRefusal } from "../access/read-refusal";
import { door, liveAccess } from "../access/guards";
import { assertCan } from "../access/policy";
import type { Principal } from "../access/principal";
import { takeWhileServed } from "../access/while-served";
import { AppError } from "../errors";
import { cleanName } from "./clean-name";
import { type Detected, detectType } from "./detect-type";
import { fileJson } from "./file-row";
import { dropIncoming, incomingPath, saveIncoming, TooManyBytes } from "./incoming";
import { store } from "./store";
import { assertFewUnsent, limitIncoming, lockUnsent } from "./unsent";

export interface Upload {
  channelId: string;
  name: string;
  /** The size in bytes that the sender announces; null when they announce none. */
  announcedSize: number | null;
  parts: AsyncIterable<Uint8Array>;
}

/**
 * Receives a file for a message in a channel: streams it to the disk, detects its type from its content, then gives it
 * to the store. Only somebody who may send there may upload there. That is checked before the first byte, and again in
 * the statement that inserts the file.
 * @throws AppError NOT_FOUND, TOO_LARGE, GUEST_LOCKED, GUEST_EXPIRED, CONFLICT (archived), UNAVAILABLE
 */
export async function uploadFile(principal: Principal, upload: Upload): Promise<MessageFile> {
  assertCan(principal, "message.send");
  await assertMaySend(principal, upload.channelId);
  if ((upload.announcedSize ?? 0) > env().maxUploadBytes) throw tooLarge();
  await assertFewUnsent(principal.userId, upload.announcedSize ?? 0);
  const id = uuidv7();
  try {
    const { size, head } = await receive(principal, id, upload);
    const file = await insertFile(principal, id, upload, size, await detectType(head));
    // Nobody knows the id yet, so the row may exist before the bytes do. If the store fails, the row stays and is
    // deleted a day later with the unsent files: the store may have kept the bytes without answering.
    await waitWithTurnPaused((await store()).keep(id, incomingPath(id)));
    return file;
  } finally {
    await dropIncoming(id);
  }
}

async function assertMaySend(principal: Principal, channelId: string): Promise<void> {
  const found = await rows(
    sql`WITH ${liveAccess(principal)}, ${door(principal, sql`${channelId}`)} SELECT 1 FROM door`,
  );
  if (found.length === 0) throw await readRefusal(principal, "Channel", channelId);
}

async function receive({ userId }: Principal, id: string, { parts }: Upload) {
  try {
    const counted = limitIncoming(userId, takeWhileServed(parts));
    return await saveIncoming(id, counted, env().maxUploadBytes);
  } catch (error) {
    if (error instanceof TooManyBytes) throw tooLarge();
    throw error;
  }
}

function insertFile(
  principal: Principal,
  id: string,
  { channelId, name }: Upload,
  size: number,
  { type, width, height }: Detected,
): Promise<MessageFile> {
  const shown = cleanName(name);
  const words = JSON.stringify(cutWords(foldText(shown)).map(({ text }) => text));
  return db().transaction(async (tx) => {
    await lockUnsent(principal.userId, size, tx);
    const [row] = await rows<{ file: MessageFile }>(
      sql`
    WITH ${liveAccess(principal)}, ${door(principal, sql`${channelId}`)},
    f AS (
      INSERT INTO file (id, workspace_id, channel_id, uploader_id, name, words, type, size, width, height)
      SELECT ${id}, ${principal.workspace.id}, door.id, ${principal.userId}, ${shown}, ${words}::jsonb, ${type},
        ${size}::int, ${width}::int, ${height}::int
      FROM door RETURNING *)
    SELECT ${fileJson} AS file FROM f`,
      tx,
    );
    if (!row) throw await readRefusal(principal, "Channel", channelId, tx);
    return row.file;
  });
}

function tooLarge(): AppError {
  const megabytes = env().maxUploadBytes / 1024 / 1024;
  return new AppError("TOO_LARGE", `A file can have at most ${megabytes} MB`);
}
