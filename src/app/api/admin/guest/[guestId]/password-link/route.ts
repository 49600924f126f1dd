import { byGuest } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { givePasswordLinkOfGuest } from "@/core/account/give-password-link";

export const POST = workspaceRoute({
  enter: byGuest,
  may: "guest.manage",
  limit: "invite",
  status: 201,
  act: async (principal, { params }) => ({
    link: await givePasswordLinkOfGuest(principal, params.guestId),
  }),
});
