import { json, requireSignedIn, route } from "@/app/answer";
import { enterWorkspace } from "@/core/access/principal";
import { listMemberInvites } from "@/core/guests/list-member-invites";
import { listMembers } from "@/core/workspaces/list-members";

export const GET = route<{ slug: string }>(async ({ request, params }) => {
  const principal = await enterWorkspace(await requireSignedIn(request), params.slug);
  // One after the other: who may not is refused, and on record, once.
  const members = await listMembers(principal);
  return json({ members, invites: await listMemberInvites(principal) });
});
