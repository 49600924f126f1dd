import { sql } from "drizzle-orm";
import { among } from "@/db/among";
import { rows } from "@/db/client";
import { logger } from "@/lib/logger";
import { personRoom } from "@/lib/rooms";
import { publishUntilCurrent } from "../publish-until-current";
import { type PersonIn, realtime } from "../realtime";
import { readEnding } from "./list-ending";

/**
 * Publishes to a sponsor which of their guests' access ends within a week. A failure is only logged: their pages ask for
 * the list when they connect again.
 */
export async function publishEnding(sponsor: PersonIn): Promise<void> {
  try {
    await publishUntilCurrent(
      () => readEnding(sponsor),
      (guests) =>
        realtime().publish(personRoom(sponsor.workspaceId, sponsor.userId), "guest:ending", {
          guests,
        }),
    );
  } catch (error) {
    logger().warn({ err: error }, "a sponsor could not be told whose access ends");
  }
}

/** As `publishEnding`, to the sponsors of guests whose access has changed, once to each. */
export async function publishEndingOf(guestIds: string[]): Promise<void> {
  const sponsors =
    await rows<PersonIn>(sql`SELECT DISTINCT m.user_id AS "userId", g.workspace_id AS "workspaceId"
    FROM guest g JOIN member m ON m.organization_id = g.workspace_id AND m.user_id = g.sponsor_id
    WHERE g.id IN ${among(guestIds)}`);
  await Promise.all(sponsors.map(publishEnding));
}
