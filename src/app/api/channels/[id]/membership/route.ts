import { membershipInput } from "@/lib/inputs/chat";
import { byChannel } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { changeMembership } from "@/core/channels/change-membership";

export const PATCH = workspaceRoute({
  enter: byChannel,
  may: "anyoneInside",
  body: membershipInput,
  act: async (principal, { params, body }) => ({
    channel: await changeMembership(principal, params.id, body),
  }),
});
