import { byGuest } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { viewGuest } from "@/core/guests/view-guest";

export const GET = workspaceRoute({
  enter: byGuest,
  may: "guest.manage",
  act: (principal, { params }) => viewGuest(principal, params.guestId),
});
