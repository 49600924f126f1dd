import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { publishGuest } from "./guest-row";

/**
 * Records when a guest was last here, and publishes to the admins how many connections are left. It skips the update if
 * the guest's row is locked. If it waited, a guest who never stops could use up the database connections.
 */
export async function noteGuestSeen(guestId: string): Promise<void> {
  await db().execute(sql`UPDATE guest SET last_seen_at = now()
    WHERE id = (SELECT id FROM guest WHERE id = ${guestId} FOR NO KEY UPDATE SKIP LOCKED)`);
  await publishGuest(guestId);
}
