import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { publishGuest } from "./guest-row";

/**
 * Notes when a guest was last here and tells the admins how many connections are left. It does not wait for what the
 * guest is doing: who never stops would take one connection to the database after the other.
 */
export async function noteGuestSeen(guestId: string): Promise<void> {
  await db().execute(sql`UPDATE guest SET last_seen_at = now()
    WHERE id = (SELECT id FROM guest WHERE id = ${guestId} FOR NO KEY UPDATE SKIP LOCKED)`);
  await publishGuest(guestId);
}
