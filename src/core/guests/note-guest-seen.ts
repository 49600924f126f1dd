import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { publishGuest } from "./guest-row";

/** Notes when a guest was last here and tells the admins how many connections are left. */
export async function noteGuestSeen(guestId: string): Promise<void> {
  await db().execute(sql`UPDATE guest SET last_seen_at = now() WHERE id = ${guestId}`);
  await publishGuest(guestId);
}
