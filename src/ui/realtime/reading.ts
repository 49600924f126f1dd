import { markRead } from "./apply-event";
import type { Connection } from "./connection";
import { type RealtimeState, replaceChannel } from "./state";
import type { Value } from "./value";

export interface Reading {
  /** Notes how far this person has read, here at once and on the server soon. */
  mark(channelId: string, seq: number): void;
  flush(): void;
}

const SOON = 250;

/** One word to the server for many messages read in a row. */
export function createReading(state: Value<RealtimeState>, connection: Connection): Reading {
  const waiting = new Map<string, number>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (!connection.isReady()) return;
    for (const [channelId, seq] of waiting) {
      waiting.delete(channelId);
      void connection.call("channel:read", { channelId, seq });
    }
  }

  return {
    flush,
    mark(channelId, seq) {
      const channel = state.get().channels[channelId]?.channel;
      if (!channel?.joined || seq <= (waiting.get(channelId) ?? -1)) return;
      state.update((before) => replaceChannel(before, channelId, (one) => markRead(one, seq)));
      waiting.set(channelId, seq);
      timer ??= setTimeout(flush, SOON);
    },
  };
}
