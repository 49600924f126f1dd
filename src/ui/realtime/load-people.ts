import type { Person } from "@/lib/api-types";
import { request } from "@/ui/request";
import { knowPeople, type RealtimeState } from "./state";
import type { Value } from "./value";

/** Everyone the caller may know, and whether they may be written to directly, asked for anew. */
export async function reloadPeople(state: Value<RealtimeState>, slug: string): Promise<void> {
  const path = `/api/workspaces/${encodeURIComponent(slug)}/people`;
  const { people, directs } = await request<{ people: Person[]; directs: boolean }>("GET", path);
  // A lock may have emptied the state while the answer was under way.
  state.update((before) =>
    before.me.id === "" ? before : { ...before, ...knowPeople(people), directs },
  );
}
