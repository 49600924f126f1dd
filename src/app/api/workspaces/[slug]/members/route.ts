import { json, requireSignedIn, route } from "@/app/answer";
import { enterWorkspace } from "@/core/access/principal";
import { listMemberInvites } from "@/core/guests/list-member-invites";
import { listMembers } from "@/core/workspaces/list-members";

export const GET = route<{ slug: string }>(async ({ request, params }) => {
  const principal = await enterWorkspace(await requireSignedIn(request), params.slug);
  const [members, invites] = await Promise.all([
    listMembers(principal),
    listMemberInvites(principal),
  ]);
  return json({ members, invites });
});
