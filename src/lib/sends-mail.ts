import { env } from "./env";

/** Whether outgoing mail is set up. Then an invitation to an address is mailed, and its link is shown to nobody. */
export function sendsMail(): boolean {
  const { smtpUrl, mailFrom } = env();
  return smtpUrl !== undefined && mailFrom !== undefined;
}
