import { earlierQuery } from "@/lib/inputs/invitations";
import { byWorkspaceInQuery } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { countEarlier } from "@/core/messages/count-earlier";

export const GET = workspaceRoute({
  enter: byWorkspaceInQuery,
  may: "guest.manage",
  query: earlierQuery,
  act: (principal, { query }) => countEarlier(principal, query.channelIds),
});
