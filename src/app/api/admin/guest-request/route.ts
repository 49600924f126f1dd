import { byWorkspaceInQuery } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { listRequests } from "@/core/guest-requests/list-requests";

export const GET = workspaceRoute({
  enter: byWorkspaceInQuery,
  may: "guest.manage",
  act: async (principal) => ({ requests: await listRequests(principal) }),
});
