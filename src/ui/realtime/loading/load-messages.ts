import type { Message } from "@/lib/api-types";
import { RequestFailed, request } from "@/ui/request";
import { dropWindow } from "../store/apply-channels";
import {
  applyAround,
  applyGapPage,
  applyNewestPage,
  applyOlderPage,
  extendAround,
  leaveAround,
  type Page,
} from "../store/apply-page";
import { type ChannelState, findGap, type RealtimeState, replaceChannel } from "../store/state";
import type { Observable } from "../observable";

const MESSAGES_A_PAGE = 60;
/** People who scroll back usually go on: so fewer and larger pages. */
const OLDER_MESSAGES_A_PAGE = 200;
const GAP_MESSAGES_A_PAGE = 200;
/** A pointer that moves over the sidebar must not make a queue of requests that what was chosen waits behind. */
const MAX_EXPECTED = 2;
/**
 * The number of messages on each side. Those before must be more than fit on a screen, or the list would ask for more
 * at once.
 */
const AROUND_MESSAGES = 100;

export interface MessageLoader {
  /** Makes sure that the newest messages are loaded, without gaps. */
  open(channelId: string): Promise<void>;
  /** Loads the newest messages of a channel that may be opened next, if none are there. Nothing counts as read by it. */
  expect(channelId: string): void;
  /** Fills a gap among the messages that are shown, if there is one. */
  fillGap(channelId: string): Promise<void>;
  older(channelId: string): Promise<void>;
  /** Loads the page after the older range, towards the newest messages. */
  newer(channelId: string): Promise<void>;
  /** Shows the range around a message, and returns the message; null if it does not exist. */
  around(channelId: string, seq: number): Promise<Message | null>;
  /** Returns to the newest messages. */
  leaveAround(channelId: string): void;
}

/**
 * Loads pages of messages over HTTP and merges them into the state. For each channel and direction, one request runs at
 * a time.
 */
export function createMessageLoader(state: Observable<RealtimeState>): MessageLoader {
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
    change(channelId, (channel) =>
      channel.generation === generation ? apply(channel, page) : channel,
    );
  }

  function change(channelId: string, apply: (channel: ChannelState) => ChannelState): void {
    state.update((before) => replaceChannel(before, channelId, apply));
  }

  async function extend(channelId: string, side: "older" | "newer"): Promise<void> {
    const around = state.get().channels[channelId]?.around;
    if (!around || (side === "older" && around.from <= 1)) return;
    const query = side === "older" ? `before=${around.from}` : `after=${around.to}`;
    await merge(channelId, `${query}&limit=${MESSAGES_A_PAGE}`, (channel, page) =>
      channel.around === around ? extendAround(channel, page, side) : channel,
    );
  }

  function older(channelId: string): Promise<void> {
    return once(`older ${channelId}`, async () => {
      const channel = state.get().channels[channelId];
      if (channel?.around) return extend(channelId, "older");
      const from = channel?.from;
      if (!from || from <= 1) return;
      await merge(channelId, `before=${from}&limit=${OLDER_MESSAGES_A_PAGE}`, applyOlderPage);
    });
  }

  async function around(channelId: string, seq: number): Promise<Message | null> {
    const known = state.get().channels[channelId];
    if (known?.from !== null && known && seq >= known.from) {
      change(channelId, leaveAround);
      // Lines that are inserted above the message, while the list scrolls to it, would move it out of view.
      if (seq < known.from + AROUND_MESSAGES) await older(channelId);
      return known.messages.find((one) => one.seq === seq) ?? null;
    }
    const path = `/api/channels/${channelId}/messages?limit=${AROUND_MESSAGES}`;
    const [before, after] = await Promise.all([
      request<Page>("GET", `${path}&before=${seq}`),
      request<Page>("GET", `${path}&after=${seq - 1}`),
    ]);
    const message = after.messages.find((one) => one.seq === seq) ?? null;
    // A reply is shown in its thread. The list beside it stays as it is.
    if (message?.parentId === null) {
      change(channelId, (channel) => applyAround(channel, before, after));
    }
    return message;
  }

  async function fillGap(channelId: string): Promise<void> {
    const channel = state.get().channels[channelId];
    const after = channel && findGap(channel);
    if (after === null || after === undefined) return;
    if (channel && channel.channel.lastSeq - after > GAP_MESSAGES_A_PAGE) {
      change(channelId, (one) => dropWindow(one, one.channel.lastSeq, one.channel.lastRev));
      return merge(channelId, `limit=${MESSAGES_A_PAGE}`, applyNewestPage);
    }
    return merge(channelId, `after=${after}&limit=${GAP_MESSAGES_A_PAGE}`, (one, page) =>
      applyGapPage(one, page, after),
    );
  }

  const open = (channelId: string) =>
    once(`open ${channelId}`, async () => {
      if (state.get().channels[channelId]?.from === null) {
        await merge(channelId, `limit=${MESSAGES_A_PAGE}`, applyNewestPage);
      }
      await fillGap(channelId);
    });

  return {
    open,
    expect(channelId) {
      if (state.get().channels[channelId]?.from !== null || under.size >= MAX_EXPECTED) return;
      // Whoever opens the channel tries again, and is told of a failure.
      open(channelId).catch(() => undefined);
    },
    fillGap: (channelId) => once(`open ${channelId}`, () => fillGap(channelId)),
    older,
    newer: (channelId) => once(`newer ${channelId}`, () => extend(channelId, "newer")),
    around,
    leaveAround: (channelId) => change(channelId, leaveAround),
  };
}

/** Whether a failure means that the user cannot see the channel, and not that the server is unreachable. */
export function isMissing(failure: unknown): boolean {
  return failure instanceof RequestFailed && failure.code === "NOT_FOUND";
}
