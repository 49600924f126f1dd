import { changeChannelInput } from "@/lib/inputs/chat";
import { byChannel } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { changeChannel } from "@/core/channels/change-channel";

export const PATCH = workspaceRoute({
  enter: byChannel,
  may: "channel.change",
  body: changeChannelInput,
  act: async (principal, { params, body }) => ({
    channel: await changeChannel(principal, params.id, body),
  }),
});
