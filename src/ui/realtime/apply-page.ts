import type { Message } from "@/lib/api-types";
import type { SyncAnswer } from "@/lib/socket-events";
import { mergeMessage } from "./merge-message";
import { raiseCursor } from "./revs";
import { type ChannelState, type RealtimeState, replaceChannel } from "./state";

export interface Page {
  messages: Message[];
  hasMore: boolean;
}

/** The newest page. It joins the window when it touches it, and replaces it when it does not. */
export function applyNewestPage(state: ChannelState, page: Page): ChannelState {
  const merged = page.messages.reduce(mergeMessage, { ...state, from: state.from ?? 1 });
  const first = firstSeq(page);
  if (first === null) return { ...merged, from: state.from ?? 1 };
  const touches =
    state.from !== null && state.messages.some((m) => m.seq === first || m.seq === first - 1);
  const from = touches ? Math.min(state.from ?? first, first) : first;
  return { ...merged, from };
}

/** A page of older messages, asked for with `before` = the first one shown. */
export function applyOlderPage(state: ChannelState, page: Page): ChannelState {
  if (state.from === null) return state;
  const merged = page.messages.reduce(mergeMessage, state);
  const first = page.hasMore ? (firstSeq(page) ?? state.from) : 1;
  return { ...merged, from: Math.min(state.from, first) };
}

/** Messages that fill a gap inside the window. */
export function applyGapPage(state: ChannelState, page: Page): ChannelState {
  return page.messages.reduce(mergeMessage, state);
}

/**
 * One answer to `sync`. It holds the latest state of each changed message only, so revisions in
 * between never come. The cursor moves with the last page alone: a message that changed again
 * while pages were read has moved behind them, and its rev must not be taken for seen before.
 */
export function applySync(
  state: RealtimeState,
  answer: SyncAnswer,
  targets: Readonly<Record<string, number>>,
): RealtimeState {
  const touched = new Set([...answer.messages.map((m) => m.channelId), ...Object.keys(targets)]);
  let after = state;
  for (const id of touched) {
    const messages = answer.messages.filter((message) => message.channelId === id);
    after = replaceChannel(after, id, (channel) => {
      const merged = messages.reduce(mergeMessage, channel);
      if (answer.more[id]) return merged;
      return raiseCursor(merged, Math.max(messages.at(-1)?.rev ?? 0, targets[id] ?? 0));
    });
  }
  return after;
}

/** Where the next page of a `sync` begins, for the channels that have more. */
export function nextCursors(
  asked: Readonly<Record<string, number>>,
  answer: SyncAnswer,
): Record<string, number> {
  const next: Record<string, number> = {};
  for (const { channelId, rev } of answer.messages) {
    if (answer.more[channelId]) next[channelId] = Math.max(rev, asked[channelId] ?? 0);
  }
  return next;
}

function firstSeq(page: Page): number | null {
  return page.messages[0]?.seq ?? null;
}
