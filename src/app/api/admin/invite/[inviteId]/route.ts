import { byWorkspaceInQuery } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { withdrawInvite } from "@/core/guests/withdraw-invite";

export const DELETE = workspaceRoute({
  enter: byWorkspaceInQuery,
  params: ["inviteId"],
  may: "guest.manage",
  act: async (principal, { params }) => {
    await withdrawInvite(principal, params.inviteId);
    return { success: true };
  },
});
