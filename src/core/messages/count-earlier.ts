import { sql } from "drizzle-orm";
import { among } from "@/db/among";
import { rowsOf } from "@/db/client";
import type { EarlierMessages } from "@/lib/api-types";
import { readable } from "../access/message-rules";
import type { Principal } from "../access/principal";
import { visible } from "../access/rules";

/** So many messages are looked at, of all channels together: a longer history costs no more. */
const MOST = 10_000;

/**
 * Counts the messages that stand in these channels. Those that were deleted do not count, nor do channels that the
 * principal cannot see.
 */
export async function countEarlier(
  principal: Principal,
  channelIds: string[],
): Promise<EarlierMessages> {
  // Ordered as the index is: otherwise Postgres may read the messages of other channels for it.
  const [found] = await rowsOf(
    {
      count: sql<number>`(count(*) FILTER (WHERE looked.deleted_at IS NULL))::int`,
      isMore: sql<boolean>`count(*) > ${MOST}`,
    },
    (list) => sql`SELECT ${list} FROM (
      SELECT m.deleted_at FROM channel c CROSS JOIN LATERAL (
        SELECT m.* FROM message m WHERE m.channel_id = c.id ORDER BY m.seq LIMIT ${MOST + 1}) m
      WHERE c.id IN ${among(channelIds)} AND ${visible(principal)} AND ${readable(principal)}
      LIMIT ${MOST + 1}) looked`,
  );
  if (!found) throw new Error("a count without a row");
  // One more was looked at than is counted, so that "more than" is never said of what is not more.
  return found.isMore ? { count: Math.max(0, found.count - 1), isMore: true } : found;
}
