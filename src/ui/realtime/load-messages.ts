import { RequestFailed, request } from "@/ui/request";
import { dropWindow } from "./apply-channels";
import { applyGapPage, applyNewestPage, applyOlderPage, type Page } from "./apply-page";
import { type ChannelState, findGap, type RealtimeState, replaceChannel } from "./state";
import type { Value } from "./value";

const PAGE = 60;
const GAP_PAGE = 200;

export interface MessageLoader {
  /** Sees to it that the newest messages are there, without holes. */
  open(channelId: string): Promise<void>;
  /** Fills a hole among the messages that are shown, if there is one. */
  heal(channelId: string): Promise<void>;
  older(channelId: string): Promise<void>;
}

/** Pages of messages over HTTP, merged into the state; one question at a time for each channel. */
export function createMessageLoader(state: Value<RealtimeState>): MessageLoader {
  const under = new Map<string, Promise<void>>();

  function once(key: string, work: () => Promise<void>): Promise<void> {
    const running = under.get(key);
    if (running) return running;
    const started = work().finally(() => under.delete(key));
    under.set(key, started);
    return started;
  }

  async function merge(
    channelId: string,
    query: string,
    apply: (channel: ChannelState, page: Page) => ChannelState,
  ): Promise<void> {
    const generation = state.get().channels[channelId]?.generation;
    const page = await request<Page>("GET", `/api/channels/${channelId}/messages?${query}`);
    state.update((before) =>
      replaceChannel(before, channelId, (channel) =>
        channel.generation === generation ? apply(channel, page) : channel,
      ),
    );
  }

  async function heal(channelId: string): Promise<void> {
    const channel = state.get().channels[channelId];
    const after = channel && findGap(channel);
    if (after === null || after === undefined) return;
    if (channel && channel.channel.lastSeq - after > GAP_PAGE) {
      state.update((before) =>
        replaceChannel(before, channelId, (one) =>
          dropWindow(one, one.channel.lastSeq, one.channel.lastRev),
        ),
      );
      return merge(channelId, `limit=${PAGE}`, applyNewestPage);
    }
    return merge(channelId, `after=${after}&limit=${GAP_PAGE}`, applyGapPage);
  }

  return {
    open: (channelId) =>
      once(`open ${channelId}`, async () => {
        if (state.get().channels[channelId]?.from === null) {
          await merge(channelId, `limit=${PAGE}`, applyNewestPage);
        }
        await heal(channelId);
      }),
    heal: (channelId) => once(`open ${channelId}`, () => heal(channelId)),
    older: (channelId) =>
      once(`older ${channelId}`, async () => {
        const from = state.get().channels[channelId]?.from;
        if (!from || from <= 1) return;
        await merge(channelId, `before=${from}&limit=${PAGE}`, applyOlderPage);
      }),
  };
}

/** Whether a failure means that the channel is not there for us, rather than out of reach. */
export function isMissing(failure: unknown): boolean {
  return failure instanceof RequestFailed && failure.code === "NOT_FOUND";
}
