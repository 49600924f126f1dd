import nodemailer from "nodemailer";
import { env } from "./env";
import { logger } from "./logger";

export interface Invitation {
  to: string;
  /** Name of the person who invites. */
  from: string;
  workspace: string;
  url: string;
}

/** Sends an invitation when outgoing mail is set up; the link is shown to copy either way. */
export function sendInvitation(invitation: Invitation): void {
  const { smtpUrl, mailFrom } = env();
  if (!smtpUrl || !mailFrom) return;
  nodemailer
    .createTransport(smtpUrl)
    .sendMail({
      to: invitation.to,
      from: mailFrom,
      subject: `${invitation.from} invites you to ${invitation.workspace}`,
      text: `${invitation.from} invites you to ${invitation.workspace} on Gatehouse.\n\nOpen this link to join:\n${invitation.url}\n`,
    })
    .catch((error: unknown) => logger().warn({ err: error }, "invitation mail failed"));
}
