import { changeInviteInput } from "@/lib/inputs/invitations";
import { byWorkspaceInQuery } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { changeInvite } from "@/core/guests/change-invite";
import { withdrawInvite } from "@/core/guests/withdraw-invite";

export const PATCH = workspaceRoute({
  enter: byWorkspaceInQuery,
  params: ["inviteId"],
  may: "guest.manage",
  limit: "invite",
  body: changeInviteInput,
  act: async (principal, { params, body }) => ({
    invite: await changeInvite(principal, params.inviteId, body),
  }),
});

export const DELETE = workspaceRoute({
  enter: byWorkspaceInQuery,
  params: ["inviteId"],
  may: "guest.manage",
  act: async (principal, { params }) => {
    await withdrawInvite(principal, params.inviteId);
    return { success: true };
  },
});
