import { sql } from "drizzle-orm";
import { among } from "@/db/among";
import { rowsOf, rows } from "@/db/client";
import type { MemberRole } from "@/lib/api-types";
import { env } from "@/lib/env";
import { logger } from "@/lib/logger";
import { mailGuestReminder, mailSponsorReminder } from "@/lib/mail/reminder-mail";
import { sendsMail } from "@/lib/sends-mail";
import { putReminders } from "../access/end-told";
import { personOf } from "../access/names/kept-names";
import { can } from "../access/policy";
import { seesChannel } from "../access/rules";
import { publishEnding } from "./publish-ending";

/**
 * Reminds guests of the end of their access, or of their time in single channels, and their sponsors. All nodes may do
 * this at the same time: each reminder is given to the one that puts it down first. If its mail fails, it is taken back, and the next call tries again.
 * @throws AppError UNAVAILABLE
 */
export async function sendReminders(): Promise<void> {
  const reminders = await takeReminders();
  await tellSponsors(reminders);
  for (const reminder of reminders) {
    try {
      await send(reminder);
    } catch (error) {
      logger().warn({ err: error, guestId: reminder.guestId }, "a reminder could not be sent");
      await takeBack(reminder);
    }
  }
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

type Reminder = Awaited<ReturnType<typeof takeReminders>>[number];

/**
 * Puts down all reminders that are due. Of several that are due for the same end, only the latest is sent: somebody who
 * is told today that one day is left need not be told that there were seven. Channels that end together are one reminder.
 */
function takeReminders() {
  return rowsOf(
    reminderColumns,
    (list) => sql`WITH put AS (
        ${putReminders(sql`(whom.recipient = 'guest' OR EXISTS (SELECT 1 FROM member m
          WHERE m.organization_id = g.workspace_id AND m.user_id = g.sponsor_id))`)}
        RETURNING guest_id, recipient, channel_id, expires_at, days_before),
      taken AS (SELECT guest_id, recipient, expires_at, min(days_before) AS days_before,
          array_agg(DISTINCT channel_id) FILTER (WHERE channel_id IS NOT NULL) AS channel_ids
        FROM put GROUP BY guest_id, recipient, expires_at)
      SELECT ${list} FROM taken JOIN guest g ON g.id = taken.guest_id
        JOIN organization o ON o.id = g.workspace_id
        JOIN LATERAL ${personOf(sql`g.workspace_id`, sql`g.user_id`)} u ON true
        LEFT JOIN member m ON m.organization_id = g.workspace_id AND m.user_id = g.sponsor_id
        LEFT JOIN LATERAL ${personOf(sql`g.workspace_id`, sql`m.user_id`)} s ON true
      ORDER BY taken.expires_at`,
  );
}

/** On their open pages, each sponsor once, however many of their guests' time ends. */
async function tellSponsors(reminders: Reminder[]): Promise<void> {
  const sponsors = new Map<string, Set<string>>();
  for (const { recipient, workspaceId, sponsorUserId } of reminders) {
    if (recipient !== "sponsor" || sponsorUserId === null) continue;
    sponsors.set(workspaceId, (sponsors.get(workspaceId) ?? new Set()).add(sponsorUserId));
  }
  for (const [workspaceId, userIds] of sponsors) await publishEnding(workspaceId, [...userIds]);
}

async function send(reminder: Reminder): Promise<void> {
  if (!sendsMail()) return;
  const { recipient, sponsorEmail, sponsorRole } = reminder;
  const { guestName, guestEmail, workspaceName, slug, guestId, sponsorName } = reminder;
  const end = {
    workspace: workspaceName,
    guest: guestName,
    at: new Date(reminder.expiresAt),
    daysLeft: reminder.daysBefore,
    channels: reminder.channelNames,
  };
  const home = `${env().appUrl}/w/${slug}`;
  if (recipient === "guest") {
    await mailGuestReminder({ ...end, to: guestEmail, sponsor: sponsorName, url: home });
  } else if (sponsorEmail && sponsorRole) {
    const mayExtend = can({ as: sponsorRole }, "guest.manage");
    const more = reminder.channelIds === null ? `extend/${guestId}` : "guests";
    const url = mayExtend ? `${home}/${more}` : home;
    await mailSponsorReminder({ ...end, to: sponsorEmail, url, mayExtend });
  }
}

async function takeBack(reminder: Reminder): Promise<void> {
  const { guestId, recipient, expiresAt, daysBefore, channelIds } = reminder;
  const which = channelIds ? sql`channel_id IN ${among(channelIds)}` : sql`channel_id IS NULL`;
  await rows(sql`DELETE FROM reminder WHERE guest_id = ${guestId} AND recipient = ${recipient}
    AND expires_at = ${expiresAt}::timestamptz AND days_before = ${daysBefore} AND ${which}`);
}
