import { notFound } from "@/core/errors";
import { realtime } from "@/core/realtime";
import { channelRoom } from "@/lib/rooms";
import type { GatehouseSocket } from "../../io";
import type { Handlers } from "../on";

export const typingHandlers = {
  "typing:start": (_principal, { channelId }, socket) => tell(socket, channelId, true),
  "typing:stop": (_principal, { channelId }, socket) => tell(socket, channelId, false),
} satisfies Partial<Handlers>;

/** Nothing is kept, so the room that the socket was admitted to is the access check. */
function tell(socket: GatehouseSocket, channelId: string, typing: boolean): Record<string, never> {
  const room = channelRoom(channelId);
  if (!socket.rooms.has(room)) throw notFound("Channel");
  const { userId: id, name } = socket.data.principal;
  realtime().publish(
    room,
    "typing:updated",
    { channelId, user: { id, name }, typing },
    {
      exceptSocket: socket.id,
    },
  );
  return {};
}
