import { knownPeople } from "@/lib/inputs/chat";
import { byWorkspace } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { mayBeginDirects } from "@/core/access/may-begin-directs";
import { readStay } from "@/core/access/read-end";
import { listEnding } from "@/core/guests/list-ending";
import { isAsked } from "@/core/guest-requests/list-requests";
import { listPeople, listPeopleUnlessKnown } from "@/core/people/list-people";

export const GET = workspaceRoute({
  enter: byWorkspace,
  may: "anyoneInside",
  known: knownPeople,
  act: async (principal, { known }) => {
    const [list, directs, { endsAt }, ending, isAskedForGuests] = await Promise.all([
      known === undefined
        ? listPeople(principal).then((people) => ({ people }))
        : listPeopleUnlessKnown(principal, known),
      mayBeginDirects(principal),
      readStay(principal),
      listEnding(principal),
      isAsked(principal),
    ]);
    return { ...list, directs, endsAt, ending, isAskedForGuests };
  },
});
