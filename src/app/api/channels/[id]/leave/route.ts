import { byChannel } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { leaveChannel } from "@/core/channels/join-channel";

export const POST = workspaceRoute({
  enter: byChannel,
  may: "channel.join",
  act: async (principal, { params }) => {
    await leaveChannel(principal, params.id);
    return { success: true };
  },
});
