import { lockGuestInput } from "@/lib/inputs/guests";
import { byGuest } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { lockGuest } from "@/core/guests/lock-guest";

export const POST = workspaceRoute({
  enter: byGuest,
  may: "guest.manage",
  body: lockGuestInput,
  act: async (principal, { params, body }) => {
    const { guest, receipt } = await lockGuest(principal, params.guestId, body);
    return { success: true, guest, receipt };
  },
});
