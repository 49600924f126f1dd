import { sql } from "drizzle-orm";
import { among } from "@/db/among";
import { rowsOf } from "@/db/client";
import type { SharedChannel } from "@/lib/api-types";
import { sharedColumns, toSharedChannel } from "./channel-row";

/** Channels as they stand now, in one statement; the caller tells each only to those who joined it. */
export async function readChannelChanges(ids: string[]): Promise<SharedChannel[]> {
  const found = await rowsOf(
    sharedColumns,
    (list) => sql`SELECT ${list} FROM channel c
      WHERE c.id IN ${among(ids)}`,
  );
  return found.map(toSharedChannel);
}
