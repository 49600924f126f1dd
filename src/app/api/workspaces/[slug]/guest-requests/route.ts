import { askForGuestInput } from "@/lib/inputs/guests";
import { byWorkspace } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { askForGuest } from "@/core/guest-requests/ask-for-guest";
import { listOwnRequests } from "@/core/guest-requests/list-requests";

export const GET = workspaceRoute({
  enter: byWorkspace,
  may: "guest.ask",
  act: (principal) => listOwnRequests(principal),
});

export const POST = workspaceRoute({
  enter: byWorkspace,
  may: "guest.ask",
  limit: "invite",
  body: askForGuestInput,
  status: 201,
  act: async (principal, { body }) => ({ request: await askForGuest(principal, body) }),
});
