import { byGuest } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { signOutGuest } from "@/core/workspaces/sign-out";

export const POST = workspaceRoute({
  enter: byGuest,
  may: "guest.manage",
  act: async (principal, { params }) => ({
    success: true,
    ...(await signOutGuest(principal, params.guestId)),
  }),
});
