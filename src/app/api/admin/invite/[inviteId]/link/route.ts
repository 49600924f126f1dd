import { renewInviteInput } from "@/lib/inputs/invitations";
import { byWorkspaceInQuery } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { renewInvite } from "@/core/guests/renew-invite";

export const POST = workspaceRoute({
  enter: byWorkspaceInQuery,
  params: ["inviteId"],
  may: "guest.manage",
  limit: "invite",
  body: renewInviteInput,
  status: 201,
  act: async (principal, { params, body }) => ({
    invite: await renewInvite(principal, params.inviteId, body),
  }),
});
