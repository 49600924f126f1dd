import { request } from "@/ui/request";
import type { Observable } from "../observable";
import { isEmptied, type RealtimeState } from "../store/state";

/** Asks once for the name of each person who is mentioned and not among the people: they may have left. */
export function createFormerNames(
  state: Observable<RealtimeState>,
  slug: string,
): (userId: string) => Promise<void> {
  const asked = new Set<string>();
  return async (userId) => {
    if (asked.has(userId)) return;
    asked.add(userId);
    const path = `/api/workspaces/${encodeURIComponent(slug)}/people/${encodeURIComponent(userId)}`;
    try {
      const { name } = await request<{ name: string | null }>("GET", path);
      if (name === null) return;
      state.update((before) =>
        isEmptied(before) ? before : { ...before, former: { ...before.former, [userId]: name } },
      );
    } catch {
      // The next mention that is shown asks again.
      asked.delete(userId);
    }
  };
}
