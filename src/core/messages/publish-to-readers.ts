import { channelRoom, limitRoom, personRoom } from "@/lib/rooms";
import type { ServerEvent, ServerPayload } from "@/lib/socket-events";
import { toIso } from "@/lib/to-iso";
import type { Principal } from "../access/principal";
import { realtime } from "../realtime";

/** A message that was written or changed, and what says who may not be told of it. */
export interface Told {
  channelId: string;
  /** Who was away when it was written. They may have come back to the conversation, and get what is said from now on. */
  hiddenFrom: string[];
  /** When it began, or the thread that it is in: guests whose history begins later are not told. */
  begunAt: string;
}

/** Publishes an event about a message to the people who joined its channel, except those from whom it is hidden. */
export function publishToReaders<E extends ServerEvent>(
  { workspace }: Principal,
  { channelId, hiddenFrom, begunAt }: Told,
  event: E,
  payload: ServerPayload<E>,
): void {
  const away = hiddenFrom.map((userId) => personRoom(workspace.id, userId));
  const except = [...away, limitRoom(channelId, Date.parse(toIso(begunAt)))];
  realtime().publish(channelRoom(channelId), event, payload, { except });
}
