import type { Realtime } from "@/core/realtime";
import { countCuts } from "@/core/metrics";
import { cutEverywhere, widenEverywhere } from "./cluster";
import { countEverywhere } from "./count-connections";
import type { Io } from "./io";

/** The real thing behind the port of `core`: one Socket.IO server, alone or with others. */
export function createRealtime(io: Io): Realtime {
  return {
    publish(rooms, event, payload, options = {}) {
      const audience = io.to(rooms);
      const told = options.except ? audience.except(options.except) : audience;
      // The port's signature ties event and payload together; Socket.IO's cannot follow a type variable.
      (told.emit as (event: string, payload: unknown) => void).call(told, event, payload);
    },
    async cut(rooms, notice) {
      const report = await cutEverywhere(io, rooms, notice);
      countCuts(notice.event, report.connections);
      return report;
    },
    widen: (people) => widenEverywhere(io, people),
    countConnections: (guestIds) => countEverywhere(io, guestIds),
  };
}
