import { sql } from "drizzle-orm";
import { among } from "@/db/among";
import { type Database, db, rows } from "@/db/client";
import type { Principal } from "../access/principal";
import { visible } from "../access/rules";
import { notFound } from "../errors";

/**
 * Checks that the principal can see every one of these channels of their workspace.
 * @throws AppError NOT_FOUND alike for a hidden and a missing one
 */
export async function assertVisibleChannels(
  principal: Principal,
  channelIds: string[],
  on: Pick<Database, "execute"> = db(),
): Promise<void> {
  const wanted = new Set(channelIds);
  const found = await rows(
    sql`SELECT c.id FROM channel c
      WHERE c.id IN ${among([...wanted])}
        AND c.archived_at IS NULL AND c.kind = 'channel' AND ${visible(principal)}`,
    on,
  );
  if (found.length < wanted.size) throw notFound("Channel");
}
