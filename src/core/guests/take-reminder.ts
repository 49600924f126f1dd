import { sql } from "drizzle-orm";
import { among } from "@/db/among";
import { rows, rowsOf } from "@/db/client";
import type { RowOf } from "@/db/columns";
import type { MemberRole } from "@/lib/api-types";
import { dueReminders, putReminders } from "../access/end-told";
import { personOf } from "../access/names/kept-names";
import { seesChannel } from "../access/rules";

const dueColumns = {
  guestId: sql<string>`g.id`,
  recipient: sql<"guest" | "sponsor">`whom.recipient`,
  expiresAt: sql<string>`due.ends_at`,
  workspaceId: sql<string>`g.workspace_id`,
  /** Null where nobody answers for the guest. */
  sponsorUserId: sql<string | null>`g.sponsor_id`,
};

/** An end of a guest of which the guest, or their sponsor, is to be reminded. */
export type DueReminder = RowOf<typeof dueColumns>;

/** Only a member can be a sponsor. Who is named later is reminded then. */
const hasRecipient = sql`(whom.recipient = 'guest' OR EXISTS (SELECT 1 FROM member m
  WHERE m.organization_id = g.workspace_id AND m.user_id = g.sponsor_id))`;

/** Lists the reminders that are due, the next end first, and takes none of them. */
export function listDueReminders(): Promise<DueReminder[]> {
  return rowsOf(
    dueColumns,
    (list) => sql`SELECT DISTINCT ${list} ${dueReminders(hasRecipient)}
      ORDER BY due.ends_at, g.id, whom.recipient`,
  );
}

const reminderColumns = {
  guestId: sql<string>`taken.guest_id`,
  recipient: sql<"guest" | "sponsor">`taken.recipient`,
  daysBefore: sql<number>`taken.days_before`,
  expiresAt: sql<string>`taken.expires_at`,
  /** The channels that end then; null where the whole access does. */
  channelIds: sql<string[] | null>`to_json(taken.channel_ids)`,
  /** Null in place of the name of a channel that the sponsor does not see. */
  channelNames: sql<
    (string | null)[] | null
  >`(SELECT json_agg(CASE WHEN taken.recipient = 'guest' OR ${seesChannel(sql`m.user_id`, sql`true`)}
      THEN c.name END ORDER BY c.name) FROM channel c WHERE c.id = ANY (taken.channel_ids))`,
  guestName: sql<string>`u.name`,
  guestEmail: sql<string>`u.email`,
  workspaceId: sql<string>`o.id`,
  workspaceName: sql<string>`o.name`,
  slug: sql<string>`o.slug`,
  sponsorUserId: sql<string | null>`m.user_id`,
  sponsorName: sql<string | null>`s.name`,
  sponsorEmail: sql<string | null>`s.email`,
  sponsorRole: sql<MemberRole | null>`m.role`,
};

/** A reminder that this node has put down, and has to send. */
export type Reminder = RowOf<typeof reminderColumns>;

/**
 * Puts down one reminder. Of several that are due for the same end, only the latest is sent: somebody who is told today
 * that one day is left need not be told that there were seven. Channels that end together are one reminder.
 * @returns undefined when another node has put it down, or it is not due any more
 */
export async function takeReminder(due: DueReminder): Promise<Reminder | undefined> {
  const which = sql`g.id = ${due.guestId} AND whom.recipient = ${due.recipient}
    AND due.ends_at = ${due.expiresAt}::timestamptz AND ${hasRecipient}`;
  const [taken] = await rowsOf(
    reminderColumns,
    (list) => sql`WITH put AS (${putReminders(which)}
        RETURNING guest_id, recipient, channel_id, expires_at, days_before),
      taken AS (SELECT guest_id, recipient, expires_at, min(days_before) AS days_before,
          array_agg(DISTINCT channel_id) FILTER (WHERE channel_id IS NOT NULL) AS channel_ids
        FROM put GROUP BY guest_id, recipient, expires_at)
      SELECT ${list} FROM taken JOIN guest g ON g.id = taken.guest_id
        JOIN organization o ON o.id = g.workspace_id
        JOIN LATERAL ${personOf(sql`g.workspace_id`, sql`g.user_id`)} u ON true
        LEFT JOIN member m ON m.organization_id = g.workspace_id AND m.user_id = g.sponsor_id
        LEFT JOIN LATERAL ${personOf(sql`g.workspace_id`, sql`m.user_id`)} s ON true`,
  );
  return taken;
}

/** A reminder that could not be sent is due again. */
export async function takeBackReminder(reminder: Reminder): Promise<void> {
  const { guestId, recipient, expiresAt, daysBefore, channelIds } = reminder;
  const which = channelIds ? sql`channel_id IN ${among(channelIds)}` : sql`channel_id IS NULL`;
  await rows(sql`DELETE FROM reminder WHERE guest_id = ${guestId} AND recipient = ${recipient}
    AND expires_at = ${expiresAt}::timestamptz AND days_before = ${daysBefore} AND ${which}`);
}
