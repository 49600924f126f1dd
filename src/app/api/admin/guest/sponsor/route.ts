import { handOverInput } from "@/lib/inputs/guests";
import { byWorkspaceInBody, byWorkspaceInQuery } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { handOverGuests } from "@/core/guests/hand-over-guests";
import { listUnanswered } from "@/core/guests/list-unanswered";

export const GET = workspaceRoute({
  enter: byWorkspaceInQuery,
  may: "guest.manage",
  act: async (principal) => ({ guests: await listUnanswered(principal) }),
});

export const POST = workspaceRoute({
  enter: byWorkspaceInBody,
  may: "guest.manage",
  body: handOverInput,
  act: async (principal, { body: { match, to } }) => ({
    success: true,
    guests: await handOverGuests(principal, { match, to }),
  }),
});
