import { sql } from "drizzle-orm";
import { logger } from "@/lib/logger";
import { adminsRoom, GUESTS_ROOM, personRoom } from "@/lib/rooms";
import { publishUntilCurrent } from "../publish-until-current";
import { realtime } from "../realtime";
import { type FoundRequest, readRequests } from "./request-row";

/**
 * Publishes a request to the admins, and to the person who asked. Call it after the commit. A failure is only logged:
 * the change stands.
 */
export async function publishRequest(workspaceId: string, requestId: string): Promise<void> {
  try {
    await publishUntilCurrent(
      async () => (await readRequests(sql`r.id = ${requestId}`))[0],
      (now) => now && tell(workspaceId, now),
    );
  } catch (error) {
    logger().warn({ err: error }, "a change of a request for a guest could not be told");
  }
}

function tell(workspaceId: string, { forAdmins, forAsker }: FoundRequest): void {
  const asker = personRoom(workspaceId, forAsker.askedBy.id);
  const admins = adminsRoom(workspaceId);
  realtime().publish(admins, "guest-request:updated", { request: forAdmins });
  // Whoever has become a guest since they asked knows neither the admins nor what these say.
  const except = [admins, GUESTS_ROOM];
  realtime().publish(asker, "guest-request:updated", { request: forAsker }, { except });
}
