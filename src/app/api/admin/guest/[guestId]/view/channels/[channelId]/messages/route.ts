import { pageQuery } from "@/lib/inputs/chat";
import { byGuest } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { viewMessages } from "@/core/guests/view-guest";

export const GET = workspaceRoute({
  enter: byGuest,
  params: ["channelId"],
  may: "guest.manage",
  query: pageQuery,
  act: (principal, { params, query }) =>
    viewMessages(principal, params.guestId, { channelId: params.channelId, ...query }),
});
