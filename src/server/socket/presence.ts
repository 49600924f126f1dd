import { type PresentPerson, noteArrival, noteDeparture } from "@/core/presence/note-presence";
import { logger } from "@/lib/logger";
import { personRoom } from "@/lib/rooms";
import { type GatehouseSocket, type Io, localSockets } from "./io";

/** A page that is being reloaded does not count as a departure. */
const GRACE_MS = 2_500;

/** Keeps somebody present, from admission until some time after their last socket on this node is gone. */
export function keepPresence(io: Io, socket: GatehouseSocket): void {
  const person = personOf(socket);
  if (localSockets(io, [roomOf(person)]).length <= 1) note(noteArrival(person));
  socket.once("disconnect", () => {
    setTimeout(() => {
      if (localSockets(io, [roomOf(person)]).length === 0) note(noteDeparture(person));
    }, GRACE_MS).unref();
  });
}

/** Notes again everybody who is connected here, after this node had dropped out of the registry. */
export function restorePresence(io: Io): void {
  const people = [...io.sockets.sockets.values()].filter(isAdmitted).map(personOf);
  const distinct = new Map(people.map((person) => [roomOf(person), person]));
  for (const person of distinct.values()) note(noteArrival(person));
}

const roomOf = ({ workspaceId, userId }: PresentPerson) => personRoom(workspaceId, userId);
const isAdmitted = (socket: GatehouseSocket) => socket.rooms.has(roomOf(personOf(socket)));

function personOf(socket: GatehouseSocket): PresentPerson {
  const { workspace, userId } = socket.data.principal;
  return { workspaceId: workspace.id, userId };
}

function note(noted: Promise<void>): void {
  noted.catch((error: unknown) => logger().debug({ err: error }, "presence not noted"));
}
