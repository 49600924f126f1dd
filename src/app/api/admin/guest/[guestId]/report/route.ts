import { byGuest } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { reportGuest } from "@/core/guests/report-guest";

export const GET = workspaceRoute({
  enter: byGuest,
  may: "guest.manage",
  act: (principal, { params }) => reportGuest(principal, params.guestId),
});
