import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import { env } from "@/lib/env";
import { logger } from "@/lib/logger";
import { forgetEndedInvites } from "./forget-invites";
import { forgetSeenMentions } from "./forget-mentions";
import { clearRecord } from "./clear-record";
import { forgetTraces } from "./forget-traces";

/**
 * A little less than a day: the check comes every hour, and each run would otherwise be an hour later than the one
 * before.
 */
const INTERVAL = sql`interval '23 hours'`;

/**
 * Deletes, once a day and on one node, what is older than the settings keep it. Any node may call it at any time.
 * @throws any error of the deletion; the next call tries again then
 */
export async function deleteOldData(): Promise<void> {
  if (!(await isDue())) return;
  try {
    await clearAll();
  } catch (error) {
    await rows(sql`UPDATE clearing SET at = 'epoch' WHERE id = 'daily'`).catch(() => undefined);
    throw error;
  }
}

async function clearAll(): Promise<void> {
  const { invitesDays, mentionsDays, auditDays } = env().retain;
  const cleared = {
    invites: await forgetEndedInvites(invitesDays),
    mentions: await forgetSeenMentions(mentionsDays),
    events: auditDays === undefined ? 0 : await clearRecord(auditDays),
    traces: auditDays === undefined ? 0 : await forgetTraces(auditDays),
  };
  if (Object.values(cleared).some((count) => count > 0)) {
    logger().info(cleared, "what is kept no longer was cleared away");
  }
}

/** Whether the daily run is due. The same statement records the run, so only one node gets `true`. */
async function isDue(): Promise<boolean> {
  const taken = await rows(sql`INSERT INTO clearing AS known (id, at) VALUES ('daily', now())
    ON CONFLICT (id) DO UPDATE SET at = now() WHERE known.at < now() - ${INTERVAL} RETURNING 1`);
  return taken.length > 0;
}
