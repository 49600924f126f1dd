import nodemailer from "nodemailer";
import { env } from "./env";

export interface Invitation {
  to: string;
  /** Name of the person who invites. */
  from: string;
  workspace: string;
  url: string;
}

/** How long the mail server may take in all: somebody waits for the answer. */
const LIMIT_MS = 10_000;

/**
 * Sends an invitation; resolves when the mail server has taken it.
 * @throws Error when it has not within ten seconds, or no mail is set up
 */
export async function sendInvitation({ to, from, workspace, url }: Invitation): Promise<void> {
  const { smtpUrl, mailFrom } = env();
  if (!smtpUrl || !mailFrom) throw new Error("no mail is set up");
  await nodemailer.createTransport(smtpUrl).sendMail({
    to: { name: "", address: to },
    from: mailFrom,
    subject: `${from} invites you to ${workspace}`,
    text: `${from} invites you to ${workspace} on Gatehouse.\n\nOpen this link to join:\n${url}\n\nIt is for you alone. Please do not pass it on.\n`,
    signal: AbortSignal.timeout(LIMIT_MS),
  });
}
