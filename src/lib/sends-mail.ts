import { env } from "./env";

/** Whether outgoing mail is set up: an invitation to an address is sent there then, and its link is shown to nobody. */
export function sendsMail(): boolean {
  const { smtpUrl, mailFrom } = env();
  return smtpUrl !== undefined && mailFrom !== undefined;
}
