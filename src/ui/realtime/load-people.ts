import type { Person } from "@/lib/api-types";
import { request } from "@/ui/request";
import { knowPeople, type RealtimeState } from "./state";
import type { Value } from "./value";

/** Everyone the caller may know, and whether they may be written to directly, asked for anew. */
export async function reloadPeople(state: Value<RealtimeState>, slug: string): Promise<void> {
  const asked = state.get().presence;
  const path = `/api/workspaces/${encodeURIComponent(slug)}/people`;
  const { people, directs } = await request<{ people: Person[]; directs: boolean }>("GET", path);
  state.update((before) => {
    // A lock may have emptied the state while the answer was under way.
    if (before.me.id === "") return before;
    const known = knowPeople(people);
    // Who came or went since it was asked is newer than the answer.
    const moved = Object.entries(before.presence).filter(
      ([id, now]) => id in known.presence && now !== asked[id],
    );
    const presence = { ...known.presence, ...Object.fromEntries(moved) };
    return { ...before, people: known.people, presence, directs };
  });
}
