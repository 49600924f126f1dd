import { logger } from "@/lib/logger";
import { personRoom } from "@/lib/rooms";
import { readEnds } from "../access/read-end";
import { realtime } from "../realtime";
import { publishEachUntilCurrent } from "../publish-until-current";

interface Visit {
  id: string;
  workspaceId: string;
  userId: string;
}

/**
 * Publishes to the devices of guests when their access ends. Call it after the commit. A failure is only logged: a
 * device gets the end anyway when it connects again.
 */
export async function publishEnds(visits: Visit[]): Promise<void> {
  const rooms = new Map(
    visits.map((visit) => [visit.id, personRoom(visit.workspaceId, visit.userId)]),
  );
  try {
    await publishEachUntilCurrent(
      () => readEnds([...rooms.keys()]),
      (id, endsAt) => realtime().publish(rooms.get(id) ?? [], "visit:updated", { endsAt }),
    );
  } catch (error) {
    logger().warn({ err: error }, "the end of an access could not be told");
  }
}
