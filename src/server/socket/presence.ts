import { noteArrivals, noteDepartures, type PresentPerson } from "@/core/presence/note-presence";
import { logger } from "@/lib/logger";
import { personRoom } from "@/lib/rooms";
import type { GatehouseSocket } from "./io";

/** A page that is being reloaded does not count as a departure. */
const GRACE_MS = 2_500;
/** How long to wait when the database has not taken a note. */
const RETRY_MS = 1_000;

/** Somebody who is connected here, or was until a moment ago. */
interface Present {
  person: PresentPerson;
  connections: number;
  /** Set while nothing of theirs is connected and they may still come back. */
  leaving: NodeJS.Timeout | undefined;
  /** The database has them as connected to this node, or is about to. */
  isNoted: boolean;
}

/** By their room. */
const everybody = new Map<string, Present>();
/** Those of whom the database does not know yet how it is. */
const changed = new Set<Present>();
let timer: NodeJS.Timeout | undefined;
let isNoting = false;

/** Keeps somebody present, from admission until some time after their last socket on this node is gone. */
export function keepPresence(socket: GatehouseSocket): void {
  const present = presentOf(socket);
  clearTimeout(present.leaving);
  present.leaving = undefined;
  present.connections += 1;
  if (!present.isNoted) note(present);
  socket.once("disconnect", () => {
    present.connections -= 1;
    if (present.connections > 0) return;
    present.leaving = setTimeout(() => {
      present.leaving = undefined;
      note(present);
    }, GRACE_MS).unref();
  });
}

function presentOf(socket: GatehouseSocket): Present {
  const { workspace, userId } = socket.data.principal;
  const room = personRoom(workspace.id, userId);
  const known = everybody.get(room);
  if (known) return known;
  const person = { workspaceId: workspace.id, userId };
  const present = { person, connections: 0, leaving: undefined, isNoted: false };
  everybody.set(room, present);
  return present;
}

/** Notes again everybody who is connected here, after this node had dropped out of the registry. */
export function restorePresence(): void {
  for (const present of everybody.values()) {
    present.isNoted = false;
    note(present);
  }
}

const isHere = ({ connections, leaving }: Present) => connections > 0 || leaving !== undefined;

/**
 * At once: whoever is not noted yet gets pushes of what their open page shows. Those who come or go while a statement runs
 * are noted together by the next one.
 */
function note(present: Present): void {
  changed.add(present);
  if (!isNoting) timer ??= setTimeout(() => void noteChanged(), 0).unref();
}

/** One round after the other, so that nobody's departure overtakes their arrival. */
async function noteChanged(): Promise<void> {
  timer = undefined;
  isNoting = true;
  const due = [...changed];
  changed.clear();
  const came = due.filter((one) => isHere(one) && !one.isNoted);
  const gone = due.filter((one) => !isHere(one) && one.isNoted);
  for (const one of came) one.isNoted = true;
  for (const one of gone) one.isNoted = false;
  let pauseMs = 0;
  try {
    if (came.length > 0) await noteArrivals(came.map(({ person }) => person));
    if (gone.length > 0) await noteDepartures(gone.map(({ person }) => person));
  } catch (error) {
    logger().debug({ err: error }, "presence not noted");
    pauseMs = RETRY_MS;
    // It is not known which of them were noted before the failure. To note somebody again changes nothing.
    for (const one of came) one.isNoted = false;
    for (const one of gone) one.isNoted = !isHere(one);
    for (const one of [...came, ...gone]) changed.add(one);
  }
  for (const one of due) forgetIfGone(one);
  isNoting = false;
  if (changed.size > 0) timer ??= setTimeout(() => void noteChanged(), pauseMs).unref();
}

function forgetIfGone(present: Present): void {
  const { workspaceId, userId } = present.person;
  if (isHere(present) || present.isNoted) return;
  everybody.delete(personRoom(workspaceId, userId));
}
