import { changeMemberInput } from "@/lib/inputs/workspace";
import { byWorkspace } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { changeMemberRole } from "@/core/workspaces/change-member";
import { removeMember } from "@/core/workspaces/remove-member";

export const PATCH = workspaceRoute({
  enter: byWorkspace,
  params: ["memberId"],
  may: "member.manage",
  body: changeMemberInput,
  act: async (principal, { params, body }) => ({
    success: true,
    receipt: await changeMemberRole(principal, params.memberId, body.role),
  }),
});

export const DELETE = workspaceRoute({
  enter: byWorkspace,
  params: ["memberId"],
  may: "member.manage",
  act: async (principal, { params }) => ({
    success: true,
    receipt: await removeMember(principal, params.memberId),
  }),
});
