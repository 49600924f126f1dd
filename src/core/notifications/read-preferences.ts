import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import type { NotifyFor } from "@/lib/api-types";
import type { SignedIn } from "../access/principal";
import { unauthenticated } from "../errors";

interface Preferences {
  notifyFor: NotifyFor;
  /** Their time zone as it was noted last. */
  zone: string | null;
}

/**
 * What a page needs to know of its user's account.
 * @throws AppError UNAUTHENTICATED when the account is gone
 */
export async function readPreferences({ userId }: Pick<SignedIn, "userId">): Promise<Preferences> {
  const [found] = await rows<Preferences>(
    sql`SELECT notify_for AS "notifyFor", time_zone AS zone FROM "user" WHERE id = ${userId}`,
  );
  if (!found) throw unauthenticated();
  return found;
}
