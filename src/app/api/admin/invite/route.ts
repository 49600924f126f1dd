import { byWorkspaceInQuery } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { listEndedInvites } from "@/core/guests/list-ended-invites";

export const GET = workspaceRoute({
  enter: byWorkspaceInQuery,
  may: "guest.manage",
  act: async (principal) => ({ invites: await listEndedInvites(principal) }),
});
