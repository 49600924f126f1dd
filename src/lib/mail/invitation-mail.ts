import type { GuestHistory } from "../api-types";
import { describeHours } from "../describe-hours";
import { formatTime } from "./format-time";
import { toHtml } from "./mail-page";
import { sendMail } from "./send";

export interface Invitation {
  to: string;
  /** The name of the person who invites. */
  from: string;
  /** The name of the member who answers for the guest. */
  host: string;
  workspace: string;
  url: string;
  channels: { name: string; history: GuestHistory; expiresAt: Date | null }[];
  worksUntil: Date;
  /** When the access ends. Null: it ends `accessHours` after joining, or never if that is null too. */
  accessUntil: Date | null;
  accessHours: number | null;
}

/**
 * Sends an invitation: who invites to what, what is read there, and until when.
 * @throws Error as `sendMail`
 */
export async function sendInvitation(invitation: Invitation): Promise<void> {
  const { to, from, workspace, url } = invitation;
  const subject = `${from} invites you to ${workspace}`;
  const channels = invitation.channels.map(describeChannel);
  const access = describeAccess(invitation);
  const link = `The link works until ${formatTime(invitation.worksUntil)}.`;
  const host = describeHost(invitation);
  const alone = "The link is for you alone. Please do not pass it on.";
  await sendMail({
    to,
    subject,
    text: [
      `${from} invites you to ${workspace} on Gatehouse.${host && ` ${host}`}`,
      `Open this link to join:\n${url}`,
      `You will see:\n${channels.map((one) => `- ${one}`).join("\n")}`,
      [access && `Your access ${access}.`, link].filter((words) => words !== "").join("\n"),
      `${alone}\n`,
    ].join("\n\n"),
    html: toHtml({
      title: subject,
      lead: [`You are invited as a guest. You see the channels below and the people in them.`],
      terms: [
        ["Host", [invitation.host]],
        [channels.length === 1 ? "Channel" : "Channels", channels],
        ["Access", [access || "no end date"]],
      ],
      action: { label: `Join ${workspace}`, url },
      foot: [link, alone],
    }),
  });
}

function describeHost({ host, from }: Invitation): string {
  return host === from ? "" : `Your host there is ${host}.`;
}

function describeChannel({ name, history, expiresAt }: Invitation["channels"][number]): string {
  const past = history === "joining" ? ", from your joining on" : "";
  return `#${name}${past}${expiresAt ? `, until ${formatTime(expiresAt)}` : ""}`;
}

function describeAccess({ accessUntil, accessHours }: Invitation): string {
  if (accessUntil) return `lasts until ${formatTime(accessUntil)}`;
  return accessHours === null ? "" : `lasts ${describeHours(accessHours)} from joining`;
}
