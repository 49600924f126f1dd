import { sql } from "drizzle-orm";
import { db, rows } from "@/db/client";
import { logger } from "@/lib/logger";
import { sendPasswordLink } from "@/lib/mail";
import { isNobodysEmail } from "@/lib/nobodys-email";
import { sendsMail } from "@/lib/sends-mail";
import { currentAnswer } from "../access/requests";
import { AppError } from "../errors";
import { countAgainst } from "../limits";
import { makePasswordLink } from "./password-link";

/** @throws AppError NOT_FOUND when the server sends no mail, which says whom to ask instead */
export function assertSendsMail(): void {
  if (sendsMail()) return;
  throw new AppError(
    "NOT_FOUND",
    "This server sends no mail. For a link to set a new password, ask an admin of your workspace; an admin asks an owner, and an owner whoever runs the server.",
  );
}

/**
 * Sends a link for a new password to an address, if there is an account of it. Whether there is one begins to matter
 * when the answer has left, so that neither it nor its time tells.
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
    if (isNobodysEmail(email)) return;
    const [found] = await rows<{ id: string }>(sql`SELECT id FROM "user" WHERE email = ${email}`);
    if (!found) return;
    const { url } = await makePasswordLink(found.id, db(), { mailed: true });
    await sendPasswordLink({ to: email, url });
  } catch (error) {
    logger().warn({ err: error }, "a link for a new password could not be sent");
  }
}
