import { unlockGuestInput } from "@/lib/inputs/guests";
import { byGuest } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { unlockGuest } from "@/core/guests/lock-guest";

export const POST = workspaceRoute({
  enter: byGuest,
  may: "guest.manage",
  body: unlockGuestInput,
  act: async (principal, { params }) => ({
    success: true,
    guest: await unlockGuest(principal, params.guestId),
  }),
});
