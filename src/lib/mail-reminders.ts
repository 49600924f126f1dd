import { formatTime, send } from "./mail";

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
 * Reminds a guest that their access ends soon. It resolves when the mail server has accepted the mail.
 * @param end.sponsor whom to ask for more time; null: an admin
 * @throws Error as `send`
 */
export async function mailGuestReminder({
  to,
  workspace,
  at,
  daysLeft,
  sponsor,
  url,
}: End & { sponsor: string | null; url: string }): Promise<void> {
  await send({
    to,
    subject: `Your access to ${workspace} ends ${within(daysLeft)}`,
    text: `Your access to ${workspace} on Gatehouse ends on ${formatTime(at)}.\n\n${url}\n\nIf you need more time, ask ${sponsor ?? "an admin of the workspace"}.\n`,
  });
}

/**
 * Reminds a sponsor that the access of one of their guests ends soon.
 * @param end.url a page on which the sponsor can give more time after signing in; null: they may not
 * @throws Error as `send`
 */
export async function mailSponsorReminder({
  to,
  workspace,
  guest,
  at,
  daysLeft,
  url,
}: End & { url: string | null }): Promise<void> {
  const more = url
    ? `To give more time, open this page:\n${url}\n\nNothing changes before you choose so there.`
    : "If they need more time, ask an admin of the workspace.";
  await send({
    to,
    subject: `${guest}'s access to ${workspace} ends ${within(daysLeft)}`,
    text: `The access of ${guest} to ${workspace} on Gatehouse ends on ${formatTime(at)}. You answer for this guest.\n\n${more}\n`,
  });
}

const within = (daysLeft: number) => (daysLeft === 1 ? "within a day" : `within ${daysLeft} days`);
