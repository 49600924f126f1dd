import { byMessage } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { pinMessage } from "@/core/messages/change-message";

export const PUT = workspaceRoute({
  enter: byMessage,
  may: "message.pin",
  act: async (principal, { params }) => ({
    message: await pinMessage(principal, { messageId: params.id, pinned: true }),
  }),
});

export const DELETE = workspaceRoute({
  enter: byMessage,
  may: "message.pin",
  act: async (principal, { params }) => ({
    message: await pinMessage(principal, { messageId: params.id, pinned: false }),
  }),
});
