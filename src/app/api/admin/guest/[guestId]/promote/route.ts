import { promoteGuestInput } from "@/lib/inputs/guests";
import { byGuest } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { promoteGuest } from "@/core/workspaces/promote-guest";

export const POST = workspaceRoute({
  enter: byGuest,
  may: "guest.manage",
  body: promoteGuestInput,
  act: async (principal, { params }) => ({
    success: true,
    ...(await promoteGuest(principal, params.guestId)),
  }),
});
