import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import { withPasswordsReady } from "@/lib/ready-passwords";
import type { SignedIn } from "../access/principal";
import { assertUncommon } from "./assert-uncommon";

/** The passwords of a change as they were typed. */
export interface TypedPasswords {
  currentPassword: string;
  newPassword: string;
}

/**
 * Does what changes a person's password when the passwords have been looked at, and no transaction waits for that.
 * @throws AppError VALIDATION when the new one is one of everybody's or their own name
 */
export async function lookAtPasswords<T>(
  { userId }: SignedIn,
  { currentPassword: current, newPassword: next }: TypedPasswords,
  change: () => Promise<T>,
): Promise<T> {
  const [account] = await rows<{ name: string; email: string; password: string | null }>(
    sql`SELECT u.name, u.email, a.password FROM "user" u
      LEFT JOIN account a ON a.user_id = u.id AND a.provider_id = 'credential' WHERE u.id = ${userId}`,
  );
  if (account) await assertUncommon(next, "newPassword", account);
  if (!account?.password) return change();
  return withPasswordsReady({ kept: account.password, current, next }, change);
}
