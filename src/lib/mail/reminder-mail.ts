import { formatTime } from "./format-time";
import { toHtml } from "./mail-page";
import { sendMail } from "./send";

/** A guest's access that ends soon. */
interface End {
  to: string;
  workspace: string;
  guest: string;
  at: Date;
  /** 7 or 1: how many days are left at most. */
  daysLeft: number;
}

/**
 * Reminds a guest that their access ends soon.
 * @param end.sponsor whom to ask for more time; null: an admin
 * @throws Error as `sendMail`
 */
export async function mailGuestReminder({
  to,
  workspace,
  at,
  daysLeft,
  sponsor,
  url,
}: End & { sponsor: string | null; url: string }): Promise<void> {
  const subject = `Your access to ${workspace} ends ${within(daysLeft)}`;
  const more = `If you need more time, ask ${sponsor ?? "an admin of the workspace"}.`;
  await sendMail({
    to,
    subject,
    text: `Your access to ${workspace} on Gatehouse ends on ${formatTime(at)}.\n\n${url}\n\n${more}\n`,
    html: toHtml({
      title: subject,
      lead: [more],
      terms: [["Ends", [formatTime(at)]]],
      action: { label: `Open ${workspace}`, url },
      foot: [],
    }),
  });
}

/**
 * Reminds a sponsor that the access of one of their guests ends soon.
 * @param end.url the workspace, or a page on which the sponsor can give more time after signing in
 * @param end.mayExtend whether it is that page
 * @throws Error as `sendMail`
 */
export async function mailSponsorReminder({
  to,
  workspace,
  guest,
  at,
  daysLeft,
  url,
  mayExtend,
}: End & { url: string; mayExtend: boolean }): Promise<void> {
  const subject = `${guest}'s access to ${workspace} ends ${within(daysLeft)}`;
  const why = `You answer for ${guest} in ${workspace}.`;
  const more = mayExtend
    ? "To give more time, open the page behind this link. Nothing changes before you choose so there."
    : "If they need more time, ask an admin of the workspace.";
  await sendMail({
    to,
    subject,
    text: `The access of ${guest} to ${workspace} on Gatehouse ends on ${formatTime(at)}. ${why}\n\n${more}\n\n${url}\n`,
    html: toHtml({
      title: subject,
      lead: [why, more],
      terms: [["Ends", [formatTime(at)]]],
      action: { label: mayExtend ? "Give more time" : `Open ${workspace}`, url },
      foot: [],
    }),
  });
}

const within = (daysLeft: number) => (daysLeft === 1 ? "within a day" : `within ${daysLeft} days`);
