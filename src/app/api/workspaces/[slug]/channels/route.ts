import { knownChannels, newChannelInput } from "@/lib/inputs/chat";
import { byWorkspace } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { createChannel } from "@/core/channels/create-channel";
import { listChangedChannels } from "@/core/channels/list-changed-channels";
import { listChannels } from "@/core/channels/list-channels";

export const GET = workspaceRoute({
  enter: byWorkspace,
  may: "anyoneInside",
  known: knownChannels,
  act: async (principal, { known }) =>
    known === undefined
      ? { channels: await listChannels(principal) }
      : listChangedChannels(principal, known),
});

export const POST = workspaceRoute({
  enter: byWorkspace,
  may: "channel.create",
  body: newChannelInput,
  status: 201,
  act: async (principal, { body }) => ({ channel: await createChannel(principal, body) }),
});
