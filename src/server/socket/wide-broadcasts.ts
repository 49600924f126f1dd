import { setImmediate as nextTurn } from "node:timers/promises";
import { logFault } from "@/lib/summed-lines";
import type { GatehouseSocket, Io } from "./io";

/** How many connections are written to before everybody else has a turn; fewer, where several broadcasts wait. */
const SLICE = 128;
const LEAST_IN_SLICE = 16;
/** So many broadcasts that wait are delivered together. */
const TOGETHER = 64;

interface Broadcast {
  rooms: Set<string>;
  except?: Set<string>;
  flags?: { inSlices?: boolean };
}

type Tell = (socket: GatehouseSocket) => void;

interface Waiting {
  broadcast: Broadcast;
  tell: Tell;
}

/** The part of the adapter that every broadcast passes, a local one and one from another node. */
interface Applying {
  rooms: ReadonlyMap<string, ReadonlySet<string>>;
  sids: ReadonlyMap<string, ReadonlySet<string>>;
  apply(broadcast: Broadcast, tell: Tell): void;
  computeExceptSids(rooms?: Set<string>): Set<string>;
}

/** Marks a broadcast that may reach its many receivers one after the other, on every node. */
export function inSlices<T extends object>(audience: T): T {
  const { flags } = audience as unknown as { flags: Broadcast["flags"] };
  Object.assign(flags ?? {}, { inSlices: true });
  return audience;
}

/**
 * To write to thousands of connections takes a tenth of a second, in which nobody else is served: no message, and no
 * revocation. So marked broadcasts are delivered in slices, in the order in which they were published. Whether
 * somebody may hear it is decided when it is their turn: a connection that was cut, or left the room, gets nothing. Those
 * that wait are delivered together, so that a connection gets all of them in one system call: when thousands of people
 * come back at once, everybody is told of everybody.
 */
export function sliceWideBroadcasts(io: Io): void {
  const adapter = io.sockets.adapter as unknown as Applying;
  const atOnce = adapter.apply.bind(adapter);
  let waiting: Waiting[] = [];
  let isDelivering = false;

  adapter.apply = (broadcast, tell) => {
    const mayWait = broadcast.flags?.inSlices === true;
    if (!mayWait || (!isDelivering && countIn(adapter, broadcast.rooms) <= SLICE)) {
      return atOnce(broadcast, tell);
    }
    waiting.push({ broadcast, tell });
    if (!isDelivering) void deliver();
  };

  async function deliver(): Promise<void> {
    isDelivering = true;
    while (waiting.length > 0) {
      const together = waiting.slice(0, TOGETHER);
      waiting = waiting.slice(TOGETHER);
      try {
        await tellInSlices(together);
      } catch (error) {
        logFault("broadcasts failed", error);
      }
    }
    isDelivering = false;
  }

  async function tellInSlices(together: Waiting[]): Promise<void> {
    const ids = [
      ...idsIn(adapter, new Set(together.flatMap(({ broadcast }) => [...broadcast.rooms]))),
    ];
    const size = Math.max(LEAST_IN_SLICE, Math.floor(SLICE / together.length));
    for (let from = 0; from < ids.length; from += size) {
      const slice = ids.slice(from, from + size);
      for (const { broadcast, tell } of together) tellSlice(slice, broadcast, tell);
      await nextTurn();
    }
  }

  function tellSlice(slice: string[], { rooms, except }: Broadcast, tell: Tell): void {
    try {
      const leftOut = adapter.computeExceptSids(except);
      for (const id of slice) {
        const socket = io.sockets.sockets.get(id);
        if (socket && !leftOut.has(id) && isInAny(adapter, id, rooms)) tell(socket);
      }
    } catch (error) {
      logFault("a broadcast failed", error);
    }
  }
}

function countIn({ rooms }: Applying, wanted: Set<string>): number {
  let count = 0;
  for (const room of wanted) count += rooms.get(room)?.size ?? 0;
  return count;
}

function idsIn({ rooms }: Applying, wanted: Set<string>): Set<string> {
  const ids = new Set<string>();
  for (const room of wanted) for (const id of rooms.get(room) ?? []) ids.add(id);
  return ids;
}

function isInAny({ sids }: Applying, id: string, wanted: Set<string>): boolean {
  const own = sids.get(id);
  if (!own) return false;
  for (const room of wanted) if (own.has(room)) return true;
  return false;
}
