import type { KnownPeople } from "@/lib/api-types";
import { markPeople, readPresence } from "@/lib/marks";
import { request } from "@/ui/request";
import { isEmptied, toPeopleState, type RealtimeState } from "../store/state";
import type { Observable } from "../observable";

type Answer = Pick<RealtimeState, "directs" | "endsAt" | "ending" | "isAskedForGuests"> &
  KnownPeople;

/**
 * Loads everyone whom the user may know, whether the user may start direct conversations, when the user's own access
 * ends, and which of their guests' does. One request runs at a time, so that any change of the state during it came from
 * a live event.
 */
export function createPeopleLoader(
  state: Observable<RealtimeState>,
  slug: string,
): () => Promise<void> {
  const path = `/api/workspaces/${encodeURIComponent(slug)}/people`;
  let last: Promise<void> = Promise.resolve();

  async function ask(): Promise<void> {
    const asked = state.get();
    const known = markPeople(Object.values(asked.people));
    const answer = await request<Answer>("GET", path, undefined, undefined, known);
    state.update((before) => receivePeople(before, answer, asked));
  }

  return () => {
    last = last.then(ask, ask);
    return last;
  };
}

function receivePeople(
  before: RealtimeState,
  { people, here, directs, endsAt, ending, isAskedForGuests }: Answer,
  asked: RealtimeState,
): RealtimeState {
  // A lock may have emptied the state while the request was running.
  if (isEmptied(before)) return before;
  const presence = here === undefined ? null : readPresence(Object.values(asked.people), here);
  const known = presence ? { people: asked.people, presence } : toPeopleState(people);
  return {
    ...before,
    people: keepNews(known.people, before.people, asked.people),
    presence: keepNews(known.presence, before.presence, asked.presence),
    directs,
    endsAt: before.endsAt === asked.endsAt ? endsAt : before.endsAt,
    isAskedForGuests: before.isAskedForGuests || isAskedForGuests,
    ending: before.ending === asked.ending ? ending : before.ending,
  };
}

/**
 * Events that came after the request was sent are newer than its response. That includes the event that somebody left.
 */
function keepNews<T>(
  answer: Readonly<Record<string, T>>,
  now: Readonly<Record<string, T>>,
  asked: Readonly<Record<string, T>>,
): Record<string, T> {
  const kept = { ...answer };
  for (const id of Object.keys({ ...asked, ...now })) {
    const told = now[id];
    if (told === asked[id]) continue;
    if (told === undefined) delete kept[id];
    else kept[id] = told;
  }
  return kept;
}
