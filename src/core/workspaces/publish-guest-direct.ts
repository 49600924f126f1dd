import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import { personRoom } from "@/lib/rooms";
import { realtime } from "../realtime";

/** Publishes to the guests of a workspace whether they may have direct conversations now. Call it after the commit. */
export async function publishGuestDirect(workspaceId: string): Promise<void> {
  const guests = await rows<{ userId: string; guestDirect: boolean }>(sql`
    SELECT g.user_id AS "userId", o.guest_direct AS "guestDirect"
    FROM guest g JOIN organization o ON o.id = g.workspace_id WHERE o.id = ${workspaceId}`);
  const [first] = guests;
  if (!first) return;
  const rooms = guests.map(({ userId }) => personRoom(workspaceId, userId));
  realtime().publish(rooms, "workspace:updated", { guestDirect: first.guestDirect });
}
