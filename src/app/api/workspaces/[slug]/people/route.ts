import { json, readKnown, requireSignedIn, route } from "@/app/answer";
import { knownPeople } from "@/app/inputs";
import { mayBeginDirects } from "@/core/access/may-begin-directs";
import { enterWorkspace } from "@/core/access/principal";
import { readEnd } from "@/core/access/read-end";
import { listPeople, listPeopleUnlessKnown } from "@/core/people/list-people";

export const GET = route<{ slug: string }>(async ({ request, params }) => {
  const principal = await enterWorkspace(await requireSignedIn(request), params.slug);
  const known = readKnown(request, knownPeople);
  const [list, directs, endsAt] = await Promise.all([
    known === undefined
      ? listPeople(principal).then((people) => ({ people }))
      : listPeopleUnlessKnown(principal, known),
    mayBeginDirects(principal),
    readEnd(principal),
  ]);
  return json({ ...list, directs, endsAt });
});
