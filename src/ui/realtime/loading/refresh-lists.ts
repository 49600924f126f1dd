import type { Connection } from "../connection/connection";
import { pauseFor } from "../connection/pauses";
import type { Observable } from "../observable";
import type { Reading } from "../sending/reading";
import type { RealtimeState } from "../store/state";
import { createChannelLoader } from "./load-channels";
import { createPeopleLoader } from "./load-people";

/** The lists of channels and people. They are loaded again whenever events alone do not keep them up to date. */
export interface Lists {
  reloadChannels(): Promise<void>;
  /** Loads both lists. It tries again for as long as there is a connection. */
  refresh(): Promise<void>;
  /** Something was heard of a channel that is not there yet: after the lists are loaded, they are loaded once more. */
  noteTooEarly(): void;
  /** After a person has changed: loads both lists if names may be mistaken for each other now, or no longer. */
  refreshNames(before: RealtimeState["people"], personId: string): Promise<void>;
  /** Loads the people once if somebody with this id and name is not among them. */
  meet(person: { id: string; name: string }): void;
}

interface Ports {
  state: Observable<RealtimeState>;
  connection: Connection;
  reading: Reading;
  slug: string;
}

export function createLists({ state, connection, reading, slug }: Ports): Lists {
  const reloadChannels = createChannelLoader(state, reading, slug);
  const reloadPeople = createPeopleLoader(state, slug);
  const asked = new Set<string>();
  let isTooEarly = false;

  async function refresh(attempt = 0): Promise<void> {
    isTooEarly = false;
    try {
      await Promise.all([reloadChannels(), reloadPeople()]);
    } catch {
      if (connection.isReady()) setTimeout(() => void refresh(attempt + 1), pauseFor(attempt));
      return;
    }
    if (!state.get().isWhole) state.update((now) => ({ ...now, isWhole: true }));
    if (isTooEarly) await refresh();
  }

  /** Only the server knows whose name looks like somebody else's. */
  async function refreshNames(before: RealtimeState["people"], personId: string): Promise<void> {
    const names = await import("../store/namesakes").catch(() => null);
    if (!names || names.mayChangeAlike(before, state.get().people, personId)) await refresh();
  }

  /** People whom the user may not know are asked for once: the server would not list them the next time either. */
  function meet({ id, name }: { id: string; name: string }): void {
    const isKnown = () => state.get().people[id]?.name === name;
    const key = `${id} ${name}`;
    if (isKnown() || asked.has(key)) return;
    asked.add(key);
    const again = () => asked.delete(key);
    void reloadPeople().then(() => isKnown() && again(), again);
  }

  return {
    reloadChannels,
    refresh: () => refresh(),
    noteTooEarly: () => {
      isTooEarly = true;
    },
    refreshNames,
    meet,
  };
}
