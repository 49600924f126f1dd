import type { Person } from "@/lib/api-types";
import { markPeople, readPresence } from "@/lib/marks";
import { request } from "@/ui/request";
import { knowPeople, type RealtimeState } from "../store/state";
import type { Observable } from "../observable";

/** `here` where they are all as they were known: who of them is here at the moment. */
type Answer = Pick<RealtimeState, "directs" | "endsAt"> & { people: Person[]; here?: string };

/**
 * Asks anew for everyone the caller may know, whether they may be written to directly, and when one's own access
 * ends; one question at a time, so that what changes while one is under way was told live.
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
  { people, here, directs, endsAt }: Answer,
  asked: RealtimeState,
): RealtimeState {
  // A lock may have emptied the state while the answer was under way.
  if (before.me.id === "") return before;
  const presence = here === undefined ? null : readPresence(Object.values(asked.people), here);
  const known = presence ? { people: asked.people, presence } : knowPeople(people);
  return {
    ...before,
    people: keepNews(known.people, before.people, asked.people),
    presence: keepNews(known.presence, before.presence, asked.presence),
    directs,
    endsAt: before.endsAt === asked.endsAt ? endsAt : before.endsAt,
  };
}

/** What was told since it was asked for is newer than the answer; so is that somebody left. */
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
