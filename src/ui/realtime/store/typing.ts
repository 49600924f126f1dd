import type { Connection } from "../connection/connection";
import type { RealtimeState, Typist } from "./state";

/** Somebody whose stop was lost is not shown longer than this. */
const TYPING_FOR = 6_000;
const SAY_EVERY = 3_000;

/** Drops those who have not been heard of for a while. */
export function forgetTypists(state: RealtimeState, now: number): RealtimeState {
  const fresh = (typist: Typist) => now - typist.at < TYPING_FOR;
  const channels = Object.entries(state.typing);
  if (channels.every(([, typists]) => typists.every(fresh))) return state;
  const typing = Object.fromEntries(channels.map(([id, typists]) => [id, typists.filter(fresh)]));
  return { ...state, typing };
}

/** Says that one is typing, at most every three seconds, and when one stops. */
export function createTypingSignal(connection: Connection, channelId: string) {
  let saidAt = 0;
  return {
    typing(now = Date.now()): void {
      if (now - saidAt < SAY_EVERY) return;
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
