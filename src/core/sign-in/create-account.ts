import { hashPassword } from "better-auth/crypto";
import { v7 as uuidv7 } from "uuid";
import { account, user } from "@/db/schema";
import type { Transaction } from "../access/revoke";
import { assertUncommon } from "./assert-uncommon";
import { conflict, invalid } from "../errors";
import { isNobodysEmail } from "@/lib/nobodys-email";

export interface NewAccount {
  name: string;
  email: string;
  password: string;
}

/** An account that is to be made, as it will be kept. */
export interface HashedAccount {
  name: string;
  email: string;
  hashed: string;
}

/**
 * To be done before the transaction: it takes as long as a password does, in which the embedded database would serve
 * nobody else.
 * @throws AppError VALIDATION when the e-mail is kept for people of an import, or the password is one of everybody's or
 *   their own name
 */
export async function hashAccount({ name, email, password }: NewAccount): Promise<HashedAccount> {
  assertSomebodys(email);
  const hashed = await hashPassword(password);
  // Not before: a quick refusal would tell that the address has no account, whose password is looked at first.
  await assertUncommon(password, "password", { name, email });
  return { name, email, hashed };
}

/**
 * Makes an account with a password, in the rows that better-auth signs in with, inside the transaction that
 * gives it something to do: there are no accounts without a place to go.
 * @throws AppError CONFLICT when the e-mail has one
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

/** The row by which better-auth signs somebody in with a password, for somebody who has none. */
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
 * An e-mail that is kept for people of an import is nobody's, though there is a row for each of them.
 * @throws AppError VALIDATION
 */
export function assertSomebodys(email: string): void {
  if (isNobodysEmail(email)) throw invalid("email", "This e-mail cannot be used");
}
