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
 * @throws AppError VALIDATION when the new one is one of everybody's
 */
export async function lookAtPasswords<T>(
  { userId }: SignedIn,
  { currentPassword: current, newPassword: next }: TypedPasswords,
  change: () => Promise<T>,
): Promise<T> {
  await assertUncommon(next, "newPassword");
  const [account] = await rows<{ password: string | null }>(
    sql`SELECT password FROM account WHERE user_id = ${userId} AND provider_id = 'credential'`,
  );
  if (!account?.password) return change();
  return withPasswordsReady({ kept: account.password, current, next }, change);
}
