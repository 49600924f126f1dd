import nodemailer from "nodemailer";
import { env } from "../env";

/** How long the mail server may take in all: an admin waits for the answer. */
const LIMIT_MS = 10_000;

export interface Mail {
  to: string;
  subject: string;
  text: string;
  html?: string;
}

/**
 * Sends a mail. It resolves when the mail server has accepted it.
 * @throws Error when the server has not accepted it within ten seconds, or no mail is set up
 */
export async function sendMail(mail: Mail): Promise<void> {
  const { smtpUrl, mailFrom } = env();
  if (!smtpUrl || !mailFrom) throw new Error("no mail is set up");
  await nodemailer.createTransport(smtpUrl).sendMail({
    ...mail,
    to: { name: "", address: mail.to },
    from: mailFrom,
    signal: AbortSignal.timeout(LIMIT_MS),
  });
}
