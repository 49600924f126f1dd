import { type SQL, sql } from "drizzle-orm";
import { among } from "@/db/among";
import { rows } from "@/db/client";
import { env } from "@/lib/env";
import { logger } from "@/lib/logger";
import { sessionIsAlive } from "./rules";

/** For so long after a guest's time has passed, their page or a new sign-in still tells them so. */
const FAREWELL = sql`interval '1 hour'`;

/**
 * The condition that the owner of session `s` has no time left in any workspace: the session ends with their access. It
 * is false for members, and for guests who have time left anywhere. It locks nothing: a statement that locks the
 * guest's row decides for sure.
 */
export const outlivesAccess = sql`(s.created_at <= clock_timestamp() - ${FAREWELL}
  AND NOT EXISTS (SELECT 1 FROM member x WHERE x.user_id = s.user_id)
  AND EXISTS (SELECT 1 FROM guest x WHERE x.user_id = s.user_id)
  AND NOT EXISTS (SELECT 1 FROM guest x WHERE x.user_id = s.user_id
    AND (x.expires_at IS NULL OR x.expires_at > clock_timestamp() - ${FAREWELL})))`;

/** How exactly the last use of a session is known: it is written at most once an hour. */
const NOTED = sql`interval '1 hour'`;

/** The condition that a use of session `s` has to be noted. */
export const isLongUnused = sql`s.updated_at < clock_timestamp() - ${NOTED}`;

/** Notes that sessions are in use, by a request or by being connected. */
export async function noteUse(sessionIds: string[]): Promise<void> {
  try {
    await rows(sql`UPDATE session s SET updated_at = clock_timestamp() WHERE ${isLongUnused} AND ${sessionIsAlive()}
      AND s.id IN ${among(sessionIds)}`);
  } catch (error) {
    logger().debug({ err: error }, "use of sessions not noted");
  }
}

/** Ends sessions that are no longer alive, for good: they stay ended even if the time limits are raised later. */
export async function endByTime(): Promise<void> {
  await rows(sql`UPDATE session SET expires_at = clock_timestamp() WHERE id IN (SELECT s.id FROM session s
    WHERE s.expires_at > clock_timestamp() AND NOT ${sessionIsAlive()} FOR UPDATE SKIP LOCKED)`);
}

/** The condition that session `t` ended by time, so many days ago. */
export function endedDaysAgo(days: number): SQL {
  const { sessionIdleDays, sessionMaxDays } = env();
  return sql`least(t.expires_at, t.created_at + make_interval(days => ${sessionMaxDays}::int),
      t.updated_at + make_interval(days => ${sessionIdleDays}::int))
    <= clock_timestamp() - make_interval(days => ${days}::int)`;
}
