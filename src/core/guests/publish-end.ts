import { logger } from "@/lib/logger";
import { personRoom } from "@/lib/rooms";
import { readEnd } from "../access/read-end";
import { realtime } from "../realtime";
import { tellWhatIsSo } from "../tell-what-is-so";

interface Visit {
  id: string;
  workspaceId: string;
  userId: string;
}

/**
 * Tells a guest, on every device, when their access ends now. Call it after the commit: failing to tell is logged,
 * and made good when they connect anew.
 */
export async function publishEnd({ id, workspaceId, userId }: Visit): Promise<void> {
  try {
    await tellWhatIsSo(
      () => readEnd({ as: "guest", id }),
      (endsAt) => realtime().publish(personRoom(workspaceId, userId), "visit:updated", { endsAt }),
    );
  } catch (error) {
    logger().warn({ err: error }, "the end of an access could not be told");
  }
}
