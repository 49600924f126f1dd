import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import { AppError } from "../errors";

/**
 * The account with this e-mail address.
 * @throws AppError NOT_FOUND
 */
export async function findUserByEmail(email: string): Promise<{ id: string; name: string }> {
  const [found] = await rows<{ id: string; name: string }>(sql`
    SELECT u.id, u.name FROM "user" u WHERE u.email = ${email.toLowerCase()}
      AND EXISTS (SELECT 1 FROM account a WHERE a.user_id = u.id)`);
  if (!found)
    throw new AppError("NOT_FOUND", `There is no account with the e-mail address "${email}".`);
  return found;
}
