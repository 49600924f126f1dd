import { hashPassword } from "better-auth/crypto";
import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import { endEverySession } from "../access/end-sessions";
import type { Transaction } from "../access/revoke";
import { alreadySaysCommitted } from "../access/say-committed";
import { toAppError, unavailable } from "../errors";
import { addCredentials } from "./create-account";
import { assertUncommonPassword } from "./assert-uncommon";
import { readPasswordLink, usePasswordLink } from "./password-link";
import { recordPasswordReset } from "./record-password";

/**
 * Sets a new password by a link, uses up the link, and ends every session of its owner. It begins no session: the
 * person signs in with the new password.
 * @returns the e-mail address of the owner
 * @throws AppError INVITE_GONE when the link does not work; VALIDATION when the password is a common one, and the link
 *   goes on working; UNAVAILABLE when the password is set but the cut of connections could not be confirmed (the
 *   message says so)
 */
export async function setPasswordByLink(
  token: string,
  password: string,
): Promise<{ email: string }> {
  const { userId, ...owner } = await readPasswordLink(token);
  await assertUncommonPassword(password, "newPassword", owner);
  // Before the transaction: hashing takes long, and a transaction would block the embedded database meanwhile.
  const hashed = await hashPassword(password);
  await endEverySession(userId, async (tx) => {
    await usePasswordLink(tx, userId, token);
    await keepPassword(tx, userId, hashed);
    await recordPasswordReset(tx, userId);
  }).catch((error: unknown) => {
    throw alreadySaysCommitted(error) ? isSetAlready() : toAppError(error);
  });
  return { email: owner.email };
}

const isSetAlready = () =>
  unavailable(
    "Your new password is set: sign in with it. It could not be confirmed that every device was signed out.",
    { saysCommitted: true },
  );

async function keepPassword(tx: Transaction, userId: string, hashed: string): Promise<void> {
  const kept = await rows(
    sql`UPDATE account a SET password = ${hashed}, updated_at = now()
      WHERE a.user_id = ${userId} AND a.provider_id = 'credential' RETURNING 1`,
    tx,
  );
  if (kept.length === 0) await addCredentials(tx, userId, hashed);
}
