import { type SQL, sql } from "drizzle-orm";
import { among } from "@/db/among";
import type { Transaction } from "./revoke";
import { channelEndsWithin, endsWithin, membership, membershipLasts } from "./rules";

/** How many days before an end the guest and their sponsor are reminded of it. */
const DAYS_BEFORE = [7, 1];

/**
 * The condition that an end comes soon, implied by those of `rules.ts`. An index cannot be asked by `clock_timestamp()`,
 * which has another value for each row, but by the one value of a subquery. That most have no end is said for Postgres to
 * reckon with it, and `OFFSET 0` keeps it from beginning elsewhere. Otherwise all guests are read, and all who are in any channel.
 */
const isSoon = (end: SQL) =>
  sql`${end} IS NOT NULL AND ${end} <= (SELECT clock_timestamp() + interval '8 days')`;

/**
 * The ends that come within a week, for `FROM`: of guests' whole access, where `channel_id` is null, and of single
 * channels that end before it. Columns `guest_id`, `channel_id`, `ends_at`.
 */
export const endsNear = sql`(SELECT g.id AS guest_id, NULL::text AS channel_id, g.expires_at AS ends_at
    FROM guest g WHERE ${isSoon(sql`g.expires_at`)} AND ${endsWithin(7 * 24)}
  UNION ALL SELECT g.id, c.id, cm.expires_at FROM (
    SELECT cm.* FROM ${membership} WHERE ${isSoon(sql`cm.expires_at`)} OFFSET 0) cm
    JOIN channel c ON c.id = cm.channel_id AND ${membershipLasts()}
    JOIN guest g ON g.user_id = cm.user_id AND g.workspace_id = c.workspace_id
    WHERE c.kind = 'channel' AND ${channelEndsWithin(7 * 24)})`;

/**
 * What somebody may be reminded of now, from `FROM` on: the end `due` of guest `g`, for `whom.recipient`, so many
 * `days.before`. A day is 24 hours here, whatever the clocks do.
 * @param which a further condition on them
 */
function remindable(which: SQL): SQL {
  return sql`FROM ${endsNear} due JOIN guest g ON g.id = due.guest_id
      CROSS JOIN jsonb_array_elements_text(${JSON.stringify(DAYS_BEFORE)}::jsonb) AS days (before)
      CROSS JOIN (VALUES ('guest'), ('sponsor')) AS whom (recipient)
    WHERE due.ends_at <= clock_timestamp() + make_interval(hours => 24 * days.before::int) AND ${which}`;
}

/** As `remindable`, without what is put down already. */
export function dueReminders(which: SQL): SQL {
  return remindable(sql`${which} AND NOT EXISTS (SELECT 1 FROM reminder r
    WHERE r.guest_id = g.id AND r.recipient = whom.recipient AND r.expires_at = due.ends_at
      AND r.days_before = days.before::int AND r.channel_id IS NOT DISTINCT FROM due.channel_id)`);
}

/**
 * Puts down what somebody may be reminded of now.
 * @param which as for `remindable`
 */
export function putReminders(which: SQL): SQL {
  return sql`INSERT INTO reminder (guest_id, recipient, channel_id, expires_at, days_before, sent_at)
    SELECT g.id, whom.recipient, due.channel_id, due.ends_at, days.before::int, clock_timestamp()
    ${remindable(which)} ON CONFLICT DO NOTHING`;
}

/**
 * Notes that a guest who has just been let in knows when their access ends, to all or to one channel, and so does their
 * sponsor. Without it, somebody who is let in for three days would be reminded at once that it ends within a week.
 */
export async function noteEndTold(tx: Transaction, guestId: string): Promise<void> {
  await tx.execute(putReminders(sql`g.id = ${guestId}`));
}

/** As `noteEndTold`, for channels that a guest who has access has just been given. */
export async function noteChannelEndsTold(
  tx: Transaction,
  userId: string,
  channelIds: string[],
): Promise<void> {
  const given = sql`due.channel_id IN ${among(channelIds)}`;
  await tx.execute(putReminders(sql`g.user_id = ${userId} AND ${given}`));
}
