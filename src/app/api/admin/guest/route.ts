import { guestsQuery } from "@/lib/inputs/guest-list";
import { inviteGuestInput } from "@/lib/inputs/invitations";
import { byWorkspaceInBody, byWorkspaceInQuery } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { inviteGuest } from "@/core/guests/create-invite";
import { listGuests, listGuestsPage } from "@/core/guests/list-guests";

export const GET = workspaceRoute({
  enter: byWorkspaceInQuery,
  may: "guest.manage",
  query: guestsQuery,
  act: (principal, { query: { workspace: _, ...wish } }) =>
    Object.values(wish).some((value) => value !== undefined)
      ? listGuestsPage(principal, wish)
      : listGuests(principal),
});

export const POST = workspaceRoute({
  enter: byWorkspaceInBody,
  may: "guest.manage",
  limit: "invite",
  body: inviteGuestInput,
  status: 201,
  act: async (principal, { body: { workspace: _, ...terms } }) => ({
    invite: await inviteGuest(principal, terms),
  }),
});
