import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import type { SignedIn } from "../access/principal";
import { standingAnywhere } from "../access/queries";
import { forbidden } from "../errors";

/**
 * Gives a person another name, in every workspace and on all they ever wrote. Whoever is let in nowhere puts
 * nothing before people's eyes: the name is a message of its own, and old words would carry it.
 * @throws AppError FORBIDDEN
 */
export async function changeOwnName(signedIn: SignedIn, name: string): Promise<void> {
  const changed = await rows(sql`
    WITH ${standingAnywhere(signedIn)}
    UPDATE "user" u SET name = ${name}, updated_at = now() FROM standing
    WHERE u.id = ${signedIn.userId} RETURNING u.id`);
  if (changed.length === 0) throw forbidden();
}
