import { setImmediate as nextTurn } from "node:timers/promises";
import { logFault } from "@/lib/summed-lines";
import type { GatehouseSocket, Io } from "./io";

/** How many connections are written to before everybody else has a turn. */
const SLICE = 128;

interface Broadcast {
  rooms: Set<string>;
  except?: Set<string>;
  flags?: { inSlices?: boolean };
}

type Tell = (socket: GatehouseSocket) => void;

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
 * somebody may hear it is decided when it is their turn: a connection that was cut, or left the room, gets nothing.
 */
export function sliceWideBroadcasts(io: Io): void {
  const adapter = io.sockets.adapter as unknown as Applying;
  const atOnce = adapter.apply.bind(adapter);
  const waiting: { broadcast: Broadcast; tell: Tell }[] = [];

  adapter.apply = (broadcast, tell) => {
    const mayWait = broadcast.flags?.inSlices === true;
    if (!mayWait || (waiting.length === 0 && countIn(adapter, broadcast.rooms) <= SLICE)) {
      return atOnce(broadcast, tell);
    }
    waiting.push({ broadcast, tell });
    if (waiting.length === 1) void deliver();
  };

  async function deliver(): Promise<void> {
    for (let next = waiting[0]; next; next = waiting[0]) {
      try {
        await tellInSlices(next.broadcast, next.tell);
      } catch (error) {
        logFault("a broadcast failed", error);
      }
      waiting.shift();
    }
  }

  async function tellInSlices(broadcast: Broadcast, tell: Tell): Promise<void> {
    const ids = [...idsIn(adapter, broadcast.rooms)];
    for (let from = 0; from < ids.length; from += SLICE) {
      const except = adapter.computeExceptSids(broadcast.except);
      for (const id of ids.slice(from, from + SLICE)) {
        const socket = io.sockets.sockets.get(id);
        if (socket && !except.has(id) && isInAny(adapter, id, broadcast.rooms)) tell(socket);
      }
      await nextTurn();
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
