import { byChannel } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { removeChannelMember } from "@/core/channels/channel-members";

export const DELETE = workspaceRoute({
  enter: byChannel,
  params: ["userId"],
  may: "channel.removePerson",
  act: async (principal, { params: { id, userId } }) => {
    await removeChannelMember(principal, { channelId: id, userId });
    return { success: true };
  },
});
