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
  await send({
    to,
    subject: `${from} invites you to ${workspace}`,
    text: `${from} invites you to ${workspace} on Gatehouse.\n\nOpen this link to join:\n${url}\n\nIt is for you alone. Please do not pass it on.\n`,
  });
}

/**
 * Sends a link by which a new password is set; resolves when the mail server has taken it.
 * @throws Error when it has not within ten seconds, or no mail is set up
 */
export async function sendPasswordLink({ to, url }: { to: string; url: string }): Promise<void> {
  await send({
    to,
    subject: "A new password for Gatehouse",
    text: `Somebody asked for a new password for ${to} on Gatehouse.\n\nOpen this link within an hour to set one:\n${url}\n\nIt works once, and signs you out everywhere. It is for you alone. Please do not pass it on.\n\nIf it was not you, do nothing: your password stays as it is.\n`,
  });
}

async function send(mail: { to: string; subject: string; text: string }): Promise<void> {
  const { smtpUrl, mailFrom } = env();
  if (!smtpUrl || !mailFrom) throw new Error("no mail is set up");
  await nodemailer.createTransport(smtpUrl).sendMail({
    ...mail,
    to: { name: "", address: mail.to },
    from: mailFrom,
    signal: AbortSignal.timeout(LIMIT_MS),
  });
}
