import { env } from "@/lib/env";
import { logger } from "@/lib/logger";
import { mailGuestReminder, mailSponsorReminder } from "@/lib/mail/reminder-mail";
import { sendsMail } from "@/lib/sends-mail";
import { can } from "../access/policy";
import { publishEnding } from "./publish-ending";
import {
  type DueReminder,
  listDueReminders,
  type Reminder,
  takeBackReminder,
  takeReminder,
} from "./take-reminder";

/**
 * Reminds guests of the end of their access, or of their time in single channels, and their sponsors. All nodes may do
 * this at the same time: each reminder is given to the one that puts it down first. It is put down right before it is
 * sent, so a node that is stopped loses one at most. If its mail fails, it is taken back, and the next call tries again.
 * @throws AppError UNAVAILABLE
 */
export async function sendReminders(): Promise<void> {
  const due = await listDueReminders();
  await tellSponsors(due);
  for (const one of due) {
    const reminder = await takeReminder(one);
    if (reminder) await sendOrTakeBack(reminder);
  }
}

/** On their open pages, each sponsor once, however many of their guests' time ends. */
async function tellSponsors(due: DueReminder[]): Promise<void> {
  const sponsors = new Map<string, Set<string>>();
  for (const { recipient, workspaceId, sponsorUserId } of due) {
    if (recipient !== "sponsor" || sponsorUserId === null) continue;
    sponsors.set(workspaceId, (sponsors.get(workspaceId) ?? new Set()).add(sponsorUserId));
  }
  for (const [workspaceId, userIds] of sponsors) await publishEnding(workspaceId, [...userIds]);
}

/** Whatever becomes of one reminder, the others are sent. */
async function sendOrTakeBack(reminder: Reminder): Promise<void> {
  const { guestId } = reminder;
  try {
    await send(reminder);
  } catch (error) {
    logger().warn({ err: error, guestId }, "a reminder could not be sent");
    await takeBackReminder(reminder).catch((cause: unknown) =>
      logger().warn({ err: cause, guestId }, "a reminder that could not be sent is lost"),
    );
  }
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
