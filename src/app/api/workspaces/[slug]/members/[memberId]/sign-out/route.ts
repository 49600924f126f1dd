import { byWorkspace } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { signOutMember } from "@/core/workspaces/sign-out";

export const POST = workspaceRoute({
  enter: byWorkspace,
  params: ["memberId"],
  may: "member.manage",
  act: async (principal, { params }) => ({
    success: true,
    ...(await signOutMember(principal, params.memberId)),
  }),
});
