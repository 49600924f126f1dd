import { byGuest } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { listWaysBack } from "@/core/guests/list-ways-back";

export const GET = workspaceRoute({
  enter: byGuest,
  may: "guest.manage",
  act: async (principal, { params }) => ({
    invites: await listWaysBack(principal, params.guestId),
  }),
});
