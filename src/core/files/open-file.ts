import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import type { MessageFile } from "@/lib/api-types";
import { logger } from "@/lib/logger";
import { readRefusal } from "../access/read-refusal";
import type { Principal } from "../access/principal";
import { readable } from "../access/message-rules";
import { visible } from "../access/rules";
import { giveWhileServed } from "../access/while-served";
import { notFound } from "../errors";
import { isShown } from "./detect-type";
import { fileJson } from "./file-row";
import { type ByteRange, type Store, store } from "./store";

export interface OpenFile extends MessageFile {
  /** Whether a browser may show or play it. If not, it is only saved. */
  shown: boolean;
  /** The bytes, or those of a range. They stop when the reader loses access during the download. */
  parts: (range?: ByteRange) => AsyncGenerator<Uint8Array>;
}

/**
 * Opens a file of a message that the principal may read. A file that was not sent yet is open only to its uploader.
 * @throws AppError NOT_FOUND, GUEST_LOCKED, GUEST_EXPIRED, UNAVAILABLE
 */
export async function openFile(principal: Principal, fileId: string): Promise<OpenFile> {
  const file = await findFile(principal, fileId);
  if (!file) throw await readRefusal(principal, "File");
  const kept = await store();
  await assertThere(kept, file.id);
  const parts = (range?: ByteRange) =>
    giveWhileServed(kept.read(file.id, range), range ? range.end - range.start + 1 : file.size);
  return { ...file, shown: isShown(file), parts };
}

/** Finds a file that the principal may open. */
export async function findFile(
  principal: Principal,
  fileId: string,
): Promise<MessageFile | undefined> {
  const [found] = await rows<{ file: MessageFile }>(sql`
    SELECT ${fileJson} AS file FROM file f JOIN channel c ON c.id = f.channel_id
    LEFT JOIN message m ON m.id = f.message_id
    WHERE f.id = ${fileId} AND ${visible(principal)} AND ${readable(principal)} AND m.deleted_at IS NULL
      AND (f.message_id IS NOT NULL OR f.uploader_id = ${principal.userId})`);
  return found?.file;
}

/** Checks that the bytes exist before the answer begins. Once it has begun, a failure can only break the answer off. */
async function assertThere(kept: Store, id: string): Promise<void> {
  if (await kept.has(id)) return;
  logger().error({ fileId: id }, "the bytes of a file are not where they were kept");
  throw notFound("File");
}
