import { type SQL, sql } from "drizzle-orm";
import type { Transaction } from "./revoke";
import { endsWithin } from "./rules";

/** How many days before the end of a guest's access the guest and their sponsor are reminded of it. */
const DAYS_BEFORE = [7, 1];

/**
 * What somebody may be reminded of now, as a SELECT of the columns of `reminder`. A day is 24 hours here, whatever the
 * clocks do.
 * @param which further condition on guest `g` and on `whom.recipient`
 */
export function remindersDue(which: SQL): SQL {
  return sql`SELECT g.id, whom.recipient, g.expires_at, days.before::int, clock_timestamp()
    FROM guest g CROSS JOIN jsonb_array_elements_text(${JSON.stringify(DAYS_BEFORE)}::jsonb) AS days (before)
      CROSS JOIN (VALUES ('guest'), ('sponsor')) AS whom (recipient)
    WHERE ${endsWithin(sql`24 * days.before::int`)} AND ${which}`;
}

/**
 * Notes that a guest who has just been let in knows when their access ends, and so does their sponsor. Without it,
 * somebody who is let in for three days would be reminded at once that it ends within a week.
 */
export async function noteEndTold(tx: Transaction, guestId: string): Promise<void> {
  await tx.execute(sql`INSERT INTO reminder (guest_id, recipient, expires_at, days_before, sent_at)
    ${remindersDue(sql`g.id = ${guestId}`)} ON CONFLICT DO NOTHING`);
}
