import { formatTime } from "./format-time";
import { toHtml } from "./mail-page";
import { sendMail } from "./send";

/** A guest's access that ends soon. */
interface End {
  to: string;
  workspace: string;
  /** The channels that end then; null in place of a name that the reader may not know. Without a list, everything ends. */
  channels: (string | null)[] | null;
  guest: string;
  at: Date;
  /** 7 or 1: how many days are left at most. */
  daysLeft: number;
}

/**
 * Reminds a guest that their access ends soon, to all or to single channels.
 * @param end.sponsor whom to ask for more time; null: an admin
 * @throws Error as `sendMail`
 */
export async function mailGuestReminder({
  to,
  workspace,
  channels,
  at,
  daysLeft,
  sponsor,
  url,
}: End & { sponsor: string | null; url: string }): Promise<void> {
  const what = `Your access to ${nameWhat(workspace, channels)}`;
  const subject = `${what} ends ${within(daysLeft)}`;
  const stays = channels ? ["Your other channels stay."] : [];
  const more = `If you need more time, ask ${sponsor ?? "an admin of the workspace"}.`;
  await sendMail({
    to,
    subject,
    text: `${what} on Gatehouse ends on ${formatTime(at)}.\n\n${url}\n\n${[...stays, more].join(" ")}\n`,
    html: toHtml({
      title: subject,
      lead: [...stays, more],
      terms: [["Ends", [formatTime(at)]]],
      action: { label: `Open ${workspace}`, url },
      foot: [],
    }),
  });
}

/**
 * Reminds a sponsor that the access of one of their guests ends soon, to all or to single channels.
 * @param end.url the workspace, or a page on which the sponsor can give more time after signing in
 * @param end.mayExtend whether it is that page
 * @throws Error as `sendMail`
 */
export async function mailSponsorReminder({
  to,
  workspace,
  channels,
  guest,
  at,
  daysLeft,
  url,
  mayExtend,
}: End & { url: string; mayExtend: boolean }): Promise<void> {
  const what = nameWhat(workspace, channels);
  const subject = `${guest}'s access to ${what} ends ${within(daysLeft)}`;
  const why = `${guest} is your guest in ${workspace}.`;
  const more = mayExtend
    ? `To give more time, ${sayWhere(guest, channels)}`
    : "If they need more time, ask an admin of the workspace.";
  await sendMail({
    to,
    subject,
    text: `The access of ${guest} to ${what} on Gatehouse ends on ${formatTime(at)}. ${why}\n\n${more}\n\n${url}\n`,
    html: toHtml({
      title: subject,
      lead: [why, more],
      terms: [["Ends", [formatTime(at)]]],
      action: { label: mayExtend ? "Give more time" : `Open ${workspace}`, url },
      foot: [],
    }),
  });
}

function sayWhere(guest: string, channels: End["channels"]): string {
  return channels
    ? `open the Guests page behind this link, and choose "Change channels" for ${guest}.`
    : "open the page behind this link. Nothing changes before you choose so there.";
}

const MOST_NAMES = 3;

/** "Acme", "#launch in Acme", "#design, #launch, #press and 2 more channels in Acme". */
function nameWhat(workspace: string, channels: End["channels"]): string {
  if (channels === null) return workspace;
  const names = channels
    .slice(0, MOST_NAMES)
    .map((name) => (name ? `#${name}` : "a private channel"));
  const others = channels.length - names.length;
  const more = others > 0 ? [`${others} more ${others === 1 ? "channel" : "channels"}`] : [];
  return `${new Intl.ListFormat("en-GB").format([...names, ...more])} in ${workspace}`;
}

const within = (daysLeft: number) => (daysLeft === 1 ? "within a day" : `within ${daysLeft} days`);
