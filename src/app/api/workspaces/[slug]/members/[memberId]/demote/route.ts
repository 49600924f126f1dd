import { demoteMemberInput } from "@/lib/inputs/invitations";
import { byWorkspace } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { demoteMember } from "@/core/workspaces/demote-member";

export const POST = workspaceRoute({
  enter: byWorkspace,
  params: ["memberId"],
  may: "member.manage",
  body: demoteMemberInput,
  act: async (principal, { params, body }) => ({
    success: true,
    ...(await demoteMember(principal, params.memberId, body)),
  }),
});
