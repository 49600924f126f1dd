import { byWorkspace } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { listMemberInvites } from "@/core/guests/list-member-invites";
import { listMembers } from "@/core/workspaces/list-members";

export const GET = workspaceRoute({
  enter: byWorkspace,
  may: "member.manage",
  act: async (principal) => {
    // One after the other, so that a refusal is put on record only once.
    const members = await listMembers(principal);
    return { members, invites: await listMemberInvites(principal) };
  },
});
