import { channelRoom, personRoom } from "@/lib/rooms";
import type { ServerEvent, ServerPayload } from "@/lib/socket-events";
import type { Principal } from "../access/principal";
import { realtime } from "../realtime";

/**
 * Tells those who joined a channel of one of its messages, except from whom it is hidden: they may be back, and hear
 * what is said now.
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
