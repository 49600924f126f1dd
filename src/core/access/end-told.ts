import { sql } from "drizzle-orm";
import type { Transaction } from "./revoke";

/** How many days before the end of a guest's access the guest and their sponsor are reminded of it. */
export const REMINDED_DAYS_BEFORE = [7, 1];

/** The days before an end, as rows `days (before)` for `FROM`. */
export const remindedDays = sql`jsonb_array_elements_text(${JSON.stringify(REMINDED_DAYS_BEFORE)}::jsonb) AS days (before)`;

/** The moment, `days.before` days before the end of guest `g`. A day is 24 hours here, whatever the clocks do. */
export const remindedFrom = sql`(g.expires_at - make_interval(hours => 24 * days.before::int))`;

/**
 * Notes that a guest who has just been let in knows when their access ends, and so does their sponsor. Without it,
 * somebody who is let in for three days would be reminded at once that it ends within a week.
 */
export async function noteEndTold(tx: Transaction, guestId: string): Promise<void> {
  await tx.execute(sql`INSERT INTO reminder (guest_id, recipient, expires_at, days_before, sent_at)
    SELECT g.id, whom.recipient, g.expires_at, days.before::int, clock_timestamp()
    FROM guest g CROSS JOIN ${remindedDays} CROSS JOIN (VALUES ('guest'), ('sponsor')) AS whom (recipient)
    WHERE g.id = ${guestId} AND ${remindedFrom} <= clock_timestamp() ON CONFLICT DO NOTHING`);
}
