import type { Principal } from "@/core/access/principal";
import { noteTyping } from "@/core/messages/note-typing";
import type { Handlers } from "../dispatch";
import type { GatehouseSocket } from "../io";

export const typingHandlers = {
  "typing:start": (principal, { channelId }, socket) => tell(principal, socket, channelId, true),
  "typing:stop": (principal, { channelId }, socket) => tell(principal, socket, channelId, false),
} satisfies Partial<Handlers>;

async function tell(
  principal: Principal,
  socket: GatehouseSocket,
  channelId: string,
  typing: boolean,
): Promise<Record<string, never>> {
  await noteTyping(principal, socket, { channelId, typing });
  return {};
}
