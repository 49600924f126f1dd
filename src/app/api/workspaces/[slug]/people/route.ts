import { json, requireSignedIn, route } from "@/app/answer";
import { enterWorkspace } from "@/core/access/principal";
import { listPeople } from "@/core/workspaces/list-people";

export const GET = route<{ slug: string }>(async ({ request, params }) => {
  const principal = await enterWorkspace(await requireSignedIn(request), params.slug);
  return json({ people: await listPeople(principal) });
});
