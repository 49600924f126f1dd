import { inviteMemberInput } from "@/lib/inputs/invitations";
import { byWorkspace } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { inviteMember } from "@/core/guests/create-invite";

export const POST = workspaceRoute({
  enter: byWorkspace,
  may: "member.invite",
  limit: "invite",
  body: inviteMemberInput,
  status: 201,
  act: async (principal, { body }) => ({ invite: await inviteMember(principal, body.role) }),
});
