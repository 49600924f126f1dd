import { byChannel } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { listPins } from "@/core/messages/list-pins";

export const GET = workspaceRoute({
  enter: byChannel,
  may: "anyoneInside",
  act: async (principal, { params }) => ({ messages: await listPins(principal, params.id) }),
});
