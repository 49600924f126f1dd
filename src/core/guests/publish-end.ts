import { logger } from "@/lib/logger";
import { personRoom } from "@/lib/rooms";
import { readEnd } from "../access/read-end";
import { realtime } from "../realtime";
import { publishUntilCurrent } from "../publish-until-current";

interface Visit {
  id: string;
  workspaceId: string;
  userId: string;
}

/**
 * Publishes to a guest's devices when their access ends. Call it after the commit. A failure is only logged: a device
 * gets the end anyway when it connects again.
 */
export async function publishEnd({ id, workspaceId, userId }: Visit): Promise<void> {
  try {
    await publishUntilCurrent(
      () => readEnd({ as: "guest", id }),
      (endsAt) => realtime().publish(personRoom(workspaceId, userId), "visit:updated", { endsAt }),
    );
  } catch (error) {
    logger().warn({ err: error }, "the end of an access could not be told");
  }
}
