import { json, requireSignedIn, route } from "@/app/answer";
import { mayBeginDirects } from "@/core/access/may-begin-directs";
import { enterWorkspace } from "@/core/access/principal";
import { readEnd } from "@/core/access/read-end";
import { listPeople } from "@/core/workspaces/list-people";

export const GET = route<{ slug: string }>(async ({ request, params }) => {
  const principal = await enterWorkspace(await requireSignedIn(request), params.slug);
  const [people, directs, endsAt] = await Promise.all([
    listPeople(principal),
    mayBeginDirects(principal),
    readEnd(principal),
  ]);
  return json({ people, directs, endsAt });
});
