import { unavailable } from "@/core/errors";
import type { Realtime } from "@/core/realtime";
import { tellAccess } from "@/core/tell-access";
import { isMembersRoom } from "@/lib/rooms";
import { countEverywhere } from "../cluster/count-connections";
import { widenEverywhere } from "../cluster/nodes";
import { rehearseEverywhere } from "../cluster/rehearse";
import { disconnectAll, getIOInstance } from "./handlers/guest";
import type { Io } from "./io";
import { inSlices } from "./wide-broadcasts";

/**
 * The implementation of `core`'s realtime port. It takes the Socket.IO server from its slot at each call: without one
 * it throws, so that nobody believes that something was done.
 */
export function createRealtime(): Realtime {
  return {
    publish(rooms, event, payload, options = {}) {
      const audience = runningIo().to(rooms);
      const chosen = options.except ? audience.except(options.except) : audience;
      const recipients = [rooms].flat().some(isMembersRoom) ? inSlices(chosen) : chosen;
      // The port's signature ties event and payload together; Socket.IO's types cannot follow a type variable.
      (recipients.emit as (event: string, payload: unknown) => void).call(
        recipients,
        event,
        payload,
      );
    },
    cut: async (cuts) => disconnectAll(runningIo(), cuts),
    widen: async (people) => widenEverywhere(runningIo(), people),
    tell: tellAccess,
    rehearse: async (...asked) => rehearseEverywhere(runningIo(), ...asked),
    countConnections: async (guestIds) => countEverywhere(runningIo(), guestIds),
  };
}

/** @throws AppError UNAVAILABLE when the slot is empty */
function runningIo(): Io {
  const io = getIOInstance();
  if (!io) throw unavailable("The realtime server is not running. Try again in a moment.");
  return io;
}
