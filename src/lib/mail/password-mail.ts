import { sendMail } from "./send";

/**
 * Sends the link for setting a new password.
 * @throws Error as `sendMail`
 */
export async function sendPasswordLink({ to, url }: { to: string; url: string }): Promise<void> {
  await sendMail({
    to,
    subject: "A new password for Gatehouse",
    text: `Somebody asked for a new password for ${to} on Gatehouse.\n\nOpen this link within an hour to set one:\n${url}\n\nIt works once, and signs you out everywhere. It is for you alone. Please do not pass it on.\n\nIf it was not you, do nothing: your password stays as it is.\n`,
  });
}
