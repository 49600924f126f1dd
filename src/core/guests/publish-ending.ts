import { sql } from "drizzle-orm";
import { among } from "@/db/among";
import { rowsOf } from "@/db/client";
import { logger } from "@/lib/logger";
import { personRoom } from "@/lib/rooms";
import { publishEachUntilCurrent } from "../publish-until-current";
import { realtime } from "../realtime";
import { readEnding } from "./list-ending";

/**
 * Publishes to sponsors which of their guests' access ends within a week. Call it after the commit. A failure is only
 * logged: their pages ask for the list when they connect again.
 * @param sponsorIds their user ids
 */
export async function publishEnding(workspaceId: string, sponsorIds: string[]): Promise<void> {
  if (sponsorIds.length === 0) return;
  await orLogged(() =>
    publishEachUntilCurrent(
      () => readEnding(workspaceId, sponsorIds),
      (userId, guests) =>
        realtime().publish(personRoom(workspaceId, userId), "guest:ending", { guests }),
    ),
  );
}

/** As `publishEnding`, to the sponsors of guests whose access has changed. */
export async function publishEndingOf(workspaceId: string, guestIds: string[]): Promise<void> {
  await orLogged(async () => {
    const sponsors = await rowsOf(
      { userId: sql<string>`m.user_id` },
      (list) => sql`SELECT DISTINCT ${list} FROM guest g
        JOIN member m ON m.organization_id = g.workspace_id AND m.user_id = g.sponsor_id
        WHERE g.id IN ${among(guestIds)}`,
    );
    await publishEnding(
      workspaceId,
      sponsors.map(({ userId }) => userId),
    );
  });
}

async function orLogged(tell: () => Promise<void>): Promise<void> {
  try {
    await tell();
  } catch (error) {
    logger().warn({ err: error }, "sponsors could not be told whose access ends");
  }
}
