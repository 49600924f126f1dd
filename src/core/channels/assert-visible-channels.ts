import { sql } from "drizzle-orm";
import { among } from "@/db/among";
import { type Database, db, rows } from "@/db/client";
import type { Principal } from "../access/principal";
import { visible } from "../access/rules";
import { notFound } from "../errors";

/**
 * Checks that the principal can see every one of these channels of their workspace.
 * @throws AppError NOT_FOUND alike for a hidden and a missing one, and for an archived one unless it may be
 */
export async function assertVisibleChannels(
  principal: Principal,
  channelIds: string[],
  on: Pick<Database, "execute"> = db(),
  may: { beArchived?: boolean } = {},
): Promise<void> {
  if (!(await seesChannels(principal, channelIds, on, may))) throw notFound("Channel");
}

/** Whether the principal can see every one of these channels of their workspace. */
export async function seesChannels(
  principal: Principal,
  channelIds: string[],
  on: Pick<Database, "execute">,
  { beArchived = false }: { beArchived?: boolean } = {},
): Promise<boolean> {
  const wanted = new Set(channelIds);
  const found = await rows(
    sql`SELECT c.id FROM channel c
      WHERE c.id IN ${among([...wanted])}
        AND (${beArchived} OR c.archived_at IS NULL) AND c.kind = 'channel' AND ${visible(principal)}`,
    on,
  );
  return found.length === wanted.size;
}
