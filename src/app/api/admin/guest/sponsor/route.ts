import { handOverInput } from "@/lib/inputs";
import { byWorkspaceInBody } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { handOverGuests } from "@/core/guests/hand-over-guests";

export const POST = workspaceRoute({
  enter: byWorkspaceInBody,
  may: "guest.manage",
  body: handOverInput,
  act: async (principal, { body: { match, to } }) => ({
    success: true,
    guests: await handOverGuests(principal, { match, to }),
  }),
});
