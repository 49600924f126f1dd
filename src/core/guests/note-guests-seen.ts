import { sql } from "drizzle-orm";
import { among } from "@/db/among";
import { db } from "@/db/client";
import { publishGuests } from "./guest-row";

/**
 * Records when guests were last here, and publishes to the admins how many connections are left. It skips the rows that
 * are locked. If it waited, a guest who never stops could use up the database connections.
 */
export async function noteGuestsSeen(guestIds: string[]): Promise<void> {
  await db().execute(sql`UPDATE guest SET last_seen_at = now()
    WHERE id IN (SELECT id FROM guest WHERE id IN ${among(guestIds)} ORDER BY id
      FOR NO KEY UPDATE SKIP LOCKED)`);
  await publishGuests(guestIds);
}
