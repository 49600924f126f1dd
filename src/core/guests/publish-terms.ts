import { logger } from "@/lib/logger";
import { personRoom } from "@/lib/rooms";
import { readChannels } from "../channels/channel-row";
import { type PersonIn, realtime } from "../realtime";

/**
 * Tells a guest's pages the terms of channels that they have already: since when they read them, and until when. Call
 * it after the commit. A failure is only logged: a page gets the terms when it connects.
 */
export async function publishTerms(
  { workspaceId, userId }: PersonIn,
  channelIds: string[],
): Promise<void> {
  if (channelIds.length === 0) return;
  try {
    const channels = await readChannels(channelIds, userId);
    for (const channel of channels.filter(({ joined }) => joined)) {
      realtime().publish(personRoom(workspaceId, userId), "channel:updated", { channel });
    }
  } catch (error) {
    logger().warn({ err: error }, "a change of a guest's channels could not be told");
  }
}
