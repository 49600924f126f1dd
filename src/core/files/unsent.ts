import { sql } from "drizzle-orm";
import { type Database, db, rows } from "@/db/client";
import { env } from "@/lib/env";
import { processWide } from "@/lib/process-wide";
import { AppError } from "../errors";

/**
 * How much one person may have uploaded and not sent: files that nobody sees fill the disk of everybody. They are cleared
 * away after a day.
 */
const MAX_FILES = 100;
const MAX_LARGEST_FILES = 10;

declare module "@/lib/process-wide" {
  interface ProcessWide {
    /** Bytes of uploads that are on their way to this process, by person. */
    bytesComing?: Map<string, number>;
  }
}

/**
 * Sees that somebody has room for one more file of a size.
 * @throws AppError TOO_LARGE
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
 * As `assertFewUnsent`, until the transaction ends: what comes in at the same time, on whatever node, waits and then
 * counts.
 * @throws AppError TOO_LARGE
 */
export async function holdUnsent(
  userId: string,
  size: number,
  tx: Pick<Database, "execute">,
): Promise<void> {
  const turn = `uploads ${userId}`;
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${turn}, 0))`);
  await assertFewUnsent(userId, size, tx);
}

/**
 * Passes on what comes in, as long as all that is on its way from somebody is not too much.
 * @throws AppError TOO_LARGE, and whatever `parts` throws
 */
export async function* countComing(
  userId: string,
  parts: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const coming = (processWide().bytesComing ??= new Map());
  let mine = 0;
  try {
    for await (const part of parts) {
      mine += part.byteLength;
      const all = (coming.get(userId) ?? 0) + part.byteLength;
      coming.set(userId, all);
      if (all > maxUnsentBytes()) throw tooMuch();
      yield part;
    }
  } finally {
    const others = (coming.get(userId) ?? 0) - mine;
    if (others > 0) coming.set(userId, others);
    else coming.delete(userId);
  }
}

const maxUnsentBytes = () => MAX_LARGEST_FILES * env().maxUploadBytes;

function tooMuch(): AppError {
  const megabytes = maxUnsentBytes() / 1024 / 1024;
  return new AppError(
    "TOO_LARGE",
    `You have uploaded files that you did not send, and can have ${MAX_FILES} of them or ${megabytes} MB. ` +
      "Send them, or wait a day until they are cleared away.",
  );
}
