import { byChannel } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { joinChannel } from "@/core/channels/join-channel";

export const POST = workspaceRoute({
  enter: byChannel,
  may: "channel.join",
  act: async (principal, { params }) => ({ channel: await joinChannel(principal, params.id) }),
});
