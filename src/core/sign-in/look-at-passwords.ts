import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import { withPasswordHashes } from "@/lib/ready-passwords";
import type { SignedIn } from "../access/principal";
import { assertUncommonPassword } from "./assert-uncommon";

/** The passwords of a change, as they were typed. */
export interface TypedPasswords {
  currentPassword: string;
  newPassword: string;
}

/**
 * Checks and hashes the passwords, then runs the change of a person's password. So no transaction waits for the
 * hashing.
 * @param change the change by better-auth, which uses the results
 * @throws AppError VALIDATION when the new password is a common one or the person's own name
 */
export async function withCheckedPasswords<T>(
  { userId }: SignedIn,
  { currentPassword: current, newPassword: next }: TypedPasswords,
  change: () => Promise<T>,
): Promise<T> {
  const [account] = await rows<{ name: string; email: string; password: string | null }>(
    sql`SELECT u.name, u.email, a.password FROM "user" u
      LEFT JOIN account a ON a.user_id = u.id AND a.provider_id = 'credential' WHERE u.id = ${userId}`,
  );
  if (account) await assertUncommonPassword(next, "newPassword", account);
  if (!account?.password) return change();
  return withPasswordHashes({ kept: account.password, current, next }, change);
}
