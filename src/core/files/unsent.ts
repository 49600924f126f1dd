import { sql } from "drizzle-orm";
import { type Database, db, rows } from "@/db/client";
import { env } from "@/lib/env";
import { processWide } from "@/lib/process-wide";
import { AppError } from "../errors";

/**
 * How much one person may have uploaded and not sent. Files that nobody sees would otherwise fill the disk for
 * everybody. They are deleted after a day.
 */
const MAX_FILES = 100;
const MAX_LARGEST_FILES = 10;

declare module "@/lib/process-wide" {
  interface ProcessWide {
    /** Bytes that this process has received of uploads in progress, by user id. */
    incomingBytes?: Map<string, number>;
  }
}

/**
 * Checks that a person may upload one more file of this size.
 * @param size in bytes
 */
export async function assertFewUnsent(
  userId: string,
  size: number,
  on: Pick<Database, "execute"> = db(),
): Promise<void> {
  const [unsent] = await rows<{ files: number; bytes: number }>(
    sql`SELECT count(*)::int AS files, coalesce(sum(size), 0)::float8 AS bytes
      FROM file WHERE uploader_id = ${userId} AND message_id IS NULL`,
    on,
  );
  const { files, bytes } = unsent ?? { files: 0, bytes: 0 };
  if (files >= MAX_FILES || bytes + size > maxUnsentBytes()) throw tooMuch();
}

/**
 * As `assertFewUnsent`, but holds until the transaction ends: other uploads of this person, on any node, wait for it
 * and are then counted with it.
 * @param size in bytes
 */
export async function lockUnsent(
  userId: string,
  size: number,
  tx: Pick<Database, "execute">,
): Promise<void> {
  const lock = `uploads ${userId}`;
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${lock}, 0))`);
  await assertFewUnsent(userId, size, tx);
}

/**
 * Passes on the parts of an upload, while all uploads of this person together are below the limit.
 * @throws AppError TOO_LARGE, and whatever `parts` throws
 */
export async function* limitIncoming(
  userId: string,
  parts: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const incoming = (processWide().incomingBytes ??= new Map());
  let mine = 0;
  try {
    for await (const part of parts) {
      mine += part.byteLength;
      const all = (incoming.get(userId) ?? 0) + part.byteLength;
      incoming.set(userId, all);
      if (all > maxUnsentBytes()) throw tooMuch();
      yield part;
    }
  } finally {
    const others = (incoming.get(userId) ?? 0) - mine;
    if (others > 0) incoming.set(userId, others);
    else incoming.delete(userId);
  }
}

const maxUnsentBytes = () => MAX_LARGEST_FILES * env().maxUploadBytes;

function tooMuch(): AppError {
  const megabytes = maxUnsentBytes() / 1024 / 1024;
  return new AppError(
    "TOO_LARGE",
    `You have uploaded too many files that you did not send: at most ${MAX_FILES} files or ${megabytes} MB. ` +
      "Send them, or wait a day until they are deleted.",
  );
}
