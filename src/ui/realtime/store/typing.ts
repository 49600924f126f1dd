import type { Connection } from "../connection/connection";
import type { RealtimeState, Typist } from "./state";

/** In milliseconds. Somebody whose stop event was lost is not shown longer than this. */
const TYPING_FOR_MS = 6_000;
const SAY_EVERY_MS = 3_000;

/** Removes typists who have sent nothing for a while. */
export function forgetTypists(state: RealtimeState, now: number): RealtimeState {
  const fresh = (typist: Typist) => now - typist.at < TYPING_FOR_MS;
  const channels = Object.entries(state.typing);
  if (channels.every(([, typists]) => typists.every(fresh))) return state;
  const typing = Object.fromEntries(channels.map(([id, typists]) => [id, typists.filter(fresh)]));
  return { ...state, typing };
}

/** Tells the server that the user is typing, at most every three seconds, and that they have stopped. */
export function createTypingSignal(connection: Connection, channelId: string) {
  let saidAt = 0;
  return {
    typing(now = Date.now()): void {
      if (now - saidAt < SAY_EVERY_MS) return;
      saidAt = now;
      void connection.call("typing:start", { channelId });
    },
    stop(): void {
      if (saidAt === 0) return;
      saidAt = 0;
      void connection.call("typing:stop", { channelId });
    },
  };
}
