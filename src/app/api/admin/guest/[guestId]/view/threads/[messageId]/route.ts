import { threadQuery } from "@/lib/inputs/chat";
import { byGuest } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { viewThread } from "@/core/guests/view-guest";

export const GET = workspaceRoute({
  enter: byGuest,
  params: ["messageId"],
  may: "guest.manage",
  query: threadQuery,
  act: (principal, { params, query }) =>
    viewThread(principal, params.guestId, { messageId: params.messageId, after: query.after }),
});
