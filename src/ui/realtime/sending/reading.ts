import { request } from "@/ui/request";
import type { Channel, UnseenReply } from "@/lib/api-types";
import { receiveChannel } from "../store/apply-channels";
import { markRead } from "../store/apply-event";
import type { Connection } from "../connection/connection";
import { isPassing } from "../connection/pauses";
import { type RealtimeState, replaceChannel } from "../store/state";
import type { Observable } from "../observable";
import { markSeen } from "../store/unread-counts";

export interface Reading {
  /** Marks a channel as read up to a message: locally at once, on the server soon. */
  mark(channelId: string, seq: number): void;
  /** Marks the replies of a thread that have come so far as seen. */
  markThread(channelId: string, threadId: string): void;
  /** Marks this message and everything after it as unread, and replies in threads as not seen, on every device. */
  markUnread(channelId: string, seq: number, unseen?: readonly UnseenReply[]): Promise<void>;
  /** Channels whose read position the server may not have received yet. */
  unsure(): ReadonlySet<string>;
  flush(): void;
}

const REPORT_AFTER_MS = 250;
const TRY_AGAIN_AFTER_MS = 5_000;

/** Sends one request for many messages that are read in a row. */
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

  /** What the server did not accept is sent again. No later reply in the thread may come to trigger it. */
  async function tellSeen(messageId: string, seq: number): Promise<void> {
    const answer = await connection.call("thread:see", { messageId, seq });
    const lost = answer === null || (!answer.ok && isPassing(answer.error.code));
    if (!lost && seen.get(messageId) === seq) seen.delete(messageId);
    if (answer && lost) timer ??= setTimeout(flush, TRY_AGAIN_AFTER_MS);
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
      timer ??= setTimeout(flush, REPORT_AFTER_MS);
    },
    markThread(channelId, threadId) {
      const replies = state.get().channels[channelId]?.channel.unseenReplies ?? [];
      const seq = replies.findLast((one) => one.threadId === threadId)?.seq;
      if (seq === undefined) return;
      state.update((before) =>
        replaceChannel(before, channelId, (one) => markSeen(one, threadId, seq)),
      );
      seen.set(threadId, seq);
      timer ??= setTimeout(flush, REPORT_AFTER_MS);
    },
    async markUnread(channelId, seq, unseen) {
      waiting.delete(channelId);
      for (const { threadId } of unseen ?? []) seen.delete(threadId);
      await telling.get(channelId);
      const path = `/api/channels/${channelId}/membership`;
      const { channel } = await request<{ channel: Channel }>("PATCH", path, {
        unreadFrom: seq,
        ...(unseen && { unseen }),
      });
      state.update((before) => receiveChannel(before, channel, true));
    },
  };
}
