import { userInput } from "@/lib/inputs/chat";
import { byChannel } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { addChannelMember, listChannelMembers } from "@/core/channels/channel-members";

export const GET = workspaceRoute({
  enter: byChannel,
  may: "anyoneInside",
  act: async (principal, { params }) => ({
    people: await listChannelMembers(principal, params.id),
  }),
});

export const POST = workspaceRoute({
  enter: byChannel,
  may: "channel.addPerson",
  body: userInput,
  status: 201,
  act: async (principal, { params, body }) => {
    await addChannelMember(principal, { channelId: params.id, userId: body.userId });
    return { people: await listChannelMembers(principal, params.id) };
  },
});
