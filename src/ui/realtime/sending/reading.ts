import { request } from "@/ui/request";
import type { Channel } from "@/lib/api-types";
import { receiveChannel } from "../store/apply-channels";
import { markRead } from "../store/apply-event";
import type { Connection } from "../connection/connection";
import { isPassing } from "../connection/pauses";
import { type RealtimeState, replaceChannel } from "../store/state";
import type { Observable } from "../observable";
import { markSeen } from "../store/unread-counts";

export interface Reading {
  /** Notes how far this person has read, here at once and on the server soon. */
  mark(channelId: string, seq: number): void;
  /** Notes that what has come in a thread was seen. */
  markThread(channelId: string, threadId: string): void;
  /** Makes everything from a message on unread again, on every device. */
  markUnread(channelId: string, seq: number): Promise<void>;
  /** Channels of which the server may not know yet how far they were read. */
  unsure(): ReadonlySet<string>;
  flush(): void;
}

const SOON = 250;
const TRY_AGAIN = 5_000;

/** One word to the server for many messages read in a row. */
export function createReading(state: Observable<RealtimeState>, connection: Connection): Reading {
  const waiting = new Map<string, number>();
  const seen = new Map<string, number>();
  const telling = new Map<string, Promise<unknown>>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (!connection.isReady()) return;
    for (const [channelId, seq] of waiting) {
      waiting.delete(channelId);
      tell(channelId, seq);
    }
    for (const [messageId, seq] of seen) void tellSeen(messageId, seq);
  }

  /** What the server has not taken stays to be told: no later answer need come in the same thread. */
  async function tellSeen(messageId: string, seq: number): Promise<void> {
    const answer = await connection.call("thread:see", { messageId, seq });
    const lost = answer === null || (!answer.ok && isPassing(answer.error.code));
    if (!lost && seen.get(messageId) === seq) seen.delete(messageId);
    if (answer && lost) timer ??= setTimeout(flush, TRY_AGAIN);
  }

  function tell(channelId: string, seq: number): void {
    const call = connection.call("channel:read", { channelId, seq }).finally(() => {
      if (telling.get(channelId) === call) telling.delete(channelId);
    });
    telling.set(channelId, call);
  }

  return {
    flush,
    unsure: () => new Set([...waiting.keys(), ...telling.keys()]),
    mark(channelId, seq) {
      const channel = state.get().channels[channelId]?.channel;
      if (!channel?.joined || seq <= (waiting.get(channelId) ?? -1)) return;
      state.update((before) => replaceChannel(before, channelId, (one) => markRead(one, seq)));
      waiting.set(channelId, seq);
      timer ??= setTimeout(flush, SOON);
    },
    markThread(channelId, threadId) {
      const replies = state.get().channels[channelId]?.channel.unseenReplies ?? [];
      const seq = replies.findLast((one) => one.threadId === threadId)?.seq;
      if (seq === undefined) return;
      state.update((before) =>
        replaceChannel(before, channelId, (one) => markSeen(one, threadId, seq)),
      );
      seen.set(threadId, seq);
      timer ??= setTimeout(flush, SOON);
    },
    async markUnread(channelId, seq) {
      waiting.delete(channelId);
      await telling.get(channelId);
      const path = `/api/channels/${channelId}/membership`;
      const { channel } = await request<{ channel: Channel }>("PATCH", path, { unreadFrom: seq });
      state.update((before) => receiveChannel(before, channel, true));
    },
  };
}
