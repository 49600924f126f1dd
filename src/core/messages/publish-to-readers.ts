import { channelRoom, personRoom } from "@/lib/rooms";
import type { ServerEvent, ServerPayload } from "@/lib/socket-events";
import type { Principal } from "../access/principal";
import { realtime } from "../realtime";

/**
 * Publishes an event about a message to the people who joined its channel, except those from whom the message is
 * hidden. They may have come back to the conversation, and get only what is said from now on.
 */
export function publishToReaders<E extends ServerEvent>(
  { workspace }: Principal,
  { channelId, hiddenFrom }: { channelId: string; hiddenFrom: string[] },
  event: E,
  payload: ServerPayload<E>,
): void {
  const except = hiddenFrom.map((userId) => personRoom(workspace.id, userId));
  realtime().publish(channelRoom(channelId), event, payload, { except });
}
