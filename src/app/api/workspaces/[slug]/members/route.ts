import { json, requireSignedIn, route } from "@/app/answer";
import { enterWorkspace } from "@/core/access/principal";
import { listMembers } from "@/core/workspaces/list-members";

export const GET = route<{ slug: string }>(async ({ request, params }) => {
  const principal = await enterWorkspace(await requireSignedIn(request), params.slug);
  return json({ members: await listMembers(principal) });
});
