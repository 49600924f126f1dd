import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import { isAlive } from "../access/sessions";
import { countAgainst } from "../limits";

/**
 * Counts an attempt to sign in to an account. Where the account is signed in from the same address already, it is
 * counted apart: whoever guesses from elsewhere cannot use up what its owner has, and so keep them out.
 * @param email as it was sent; who has no such account is counted alike
 * @throws AppError RATE_LIMITED
 */
export async function countSignIn(email: string, address: string): Promise<void> {
  const account = email.toLowerCase().slice(0, 254);
  const isKnown = await isSignedInFrom(account, address);
  await countAgainst("signIn", isKnown ? `${account} ${address}` : account);
}

async function isSignedInFrom(email: string, address: string): Promise<boolean> {
  if (email.includes("\0")) return false;
  const found = await rows(sql`SELECT 1 FROM "user" u JOIN session s ON s.user_id = u.id
    WHERE u.email = ${email} AND s.ip_address = ${address} AND ${isAlive()} LIMIT 1`);
  return found.length > 0;
}
