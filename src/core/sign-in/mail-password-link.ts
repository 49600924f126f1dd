import { sql } from "drizzle-orm";
import { db, rows } from "@/db/client";
import { logger } from "@/lib/logger";
import { sendPasswordLink } from "@/lib/mail/password-mail";
import { isImportedEmail } from "@/lib/nobodys-email";
import { sendsMail } from "@/lib/sends-mail";
import { currentAnswer } from "../access/requests";
import { AppError } from "../errors";
import { countAgainst } from "../limits";
import { makePasswordLink } from "./password-link";

/**
 * Checks that the server sends mail.
 * @throws AppError NOT_FOUND when it does not; the message says whom to ask instead
 */
export function assertSendsMail(): void {
  if (sendsMail()) return;
  throw new AppError(
    "NOT_FOUND",
    "This server sends no mail. For a link to set a new password, ask an admin of your workspace; an admin asks an owner, and an owner whoever runs the server.",
  );
}

/**
 * Mails a link for a new password to an address, if it has an account. The lookup begins after the answer has left, so
 * that neither the answer nor its time tells whether there is an account.
 * @throws AppError RATE_LIMITED
 */
export async function mailPasswordLink(email: string): Promise<void> {
  const address = email.toLowerCase();
  await countAgainst("passwordMail", address);
  afterAnswer(() => void sendIfKnown(address));
}

function afterAnswer(work: () => void): void {
  const answer = currentAnswer();
  if (answer && !answer.isOver) answer.onceOver(work);
  else work();
}

async function sendIfKnown(email: string): Promise<void> {
  try {
    if (isImportedEmail(email)) return;
    const [found] = await rows<{ id: string }>(sql`SELECT id FROM "user" WHERE email = ${email}`);
    if (!found) return;
    const { url } = await makePasswordLink(found.id, db(), { mailed: true });
    await sendPasswordLink({ to: email, url });
  } catch (error) {
    logger().warn({ err: error }, "a link for a new password could not be sent");
  }
}
