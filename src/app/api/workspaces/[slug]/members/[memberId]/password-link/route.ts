import { byWorkspace } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { givePasswordLinkOfMember } from "@/core/account/give-password-link";

export const POST = workspaceRoute({
  enter: byWorkspace,
  params: ["memberId"],
  may: "member.manage",
  limit: "invite",
  status: 201,
  act: async (principal, { params }) => ({
    link: await givePasswordLinkOfMember(principal, params.memberId),
  }),
});
