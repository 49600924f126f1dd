import type { z } from "zod";
import { hashPassword } from "better-auth/crypto";
import { v7 as uuidv7 } from "uuid";
import { account, user } from "@/db/schema";
import type { Transaction } from "../access/revoke";
import { assertUncommonPassword } from "./assert-uncommon";
import { conflict, invalid } from "../errors";
import { isImportedEmail } from "@/lib/nobodys-email";
import type { accountInput } from "@/lib/inputs/workspace";

export type NewAccount = z.infer<typeof accountInput>;

/** A new account with its password as it will be stored. */
export interface HashedAccount {
  name: string;
  email: string;
  hashed: string;
}

/**
 * Hashes the password of a new account. Call it before the transaction: hashing takes long, and a transaction would
 * block the embedded database meanwhile.
 * @throws AppError VALIDATION when the e-mail is reserved for people of an import, or the password is a common one or
 *   the person's own name
 */
export async function hashAccount({ name, email, password }: NewAccount): Promise<HashedAccount> {
  assertEmailNotReserved(email);
  const hashed = await hashPassword(password);
  // Only after the hashing: for an address that has an account, the password is hashed first. A quick refusal would
  // tell that this address has none.
  await assertUncommonPassword(password, "password", { name, email });
  return { name, email, hashed };
}

/**
 * Makes an account with a password, in the rows that better-auth reads. It belongs into the transaction that gives the
 * account access to a workspace: no account is made without one.
 * @throws AppError CONFLICT when the e-mail has an account
 */
export async function createAccount(
  tx: Transaction,
  { name, email, hashed }: HashedAccount,
): Promise<{ userId: string; name: string; email: string }> {
  const userId = uuidv7();
  const address = email.toLowerCase();
  const made = await tx
    .insert(user)
    .values({ id: userId, name, email: address })
    .onConflictDoNothing()
    .returning({ id: user.id });
  if (made.length === 0) {
    throw conflict("This e-mail has an account already. Sign in to go on.");
  }
  await addCredentials(tx, userId, hashed);
  return { userId, name, email: address };
}

/** Inserts the row that better-auth needs for a sign-in with a password, for a person who has none. */
export async function addCredentials(
  tx: Transaction,
  userId: string,
  hashed: string,
): Promise<void> {
  await tx.insert(account).values({
    id: uuidv7(),
    accountId: userId,
    providerId: "credential",
    userId,
    password: hashed,
  });
}

/**
 * Refuses an e-mail that is reserved for people of an import: there is a `user` row for each of them, but it belongs to
 * nobody.
 * @throws AppError VALIDATION
 */
export function assertEmailNotReserved(email: string): void {
  if (isImportedEmail(email)) throw invalid("email", "This e-mail cannot be used");
}
