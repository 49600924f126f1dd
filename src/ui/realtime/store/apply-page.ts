import type { MessagePage } from "@/lib/api-types";
import type { SyncAnswer } from "@/lib/socket-events";
import { type Bounds, beyondNewest, noteBlanks } from "./blanks";
import { mergeMessage } from "./merge-message";
import { raiseCursor } from "./revisions";
import { type ChannelState, type RealtimeState, replaceChannel } from "./state";
import { takeThreads } from "./thread-summaries";

export type Page = Pick<MessagePage, "messages" | "hasMore"> &
  Partial<Pick<MessagePage, "threads" | "asOf">>;

/** Merges the newest page. If it touches the loaded window, both become one; otherwise it replaces the window. */
export function applyNewestPage(state: ChannelState, page: Page): ChannelState {
  const merged = mergePage({ ...state, from: state.from ?? 1 }, page, {
    before: beyondNewest(page),
  });
  const first = firstSeq(page);
  if (first === null) return { ...merged, from: state.from ?? 1 };
  const touches =
    state.from !== null && state.messages.some((m) => m.seq === first || m.seq === first - 1);
  const from = touches ? Math.min(state.from ?? first, first) : first;
  return { ...merged, from };
}

/** Merges a page of older messages. It was requested with `before` = the first loaded seq. */
export function applyOlderPage(state: ChannelState, page: Page): ChannelState {
  if (state.from === null) return state;
  const merged = mergePage(state, page, { before: state.from });
  const first = page.hasMore ? (firstSeq(page) ?? state.from) : 1;
  return { ...merged, from: Math.min(state.from, first) };
}

/** Merges messages that fill a gap inside the window. They were requested with `after`. */
export function applyGapPage(state: ChannelState, page: Page, after: number): ChannelState {
  return mergePage(state, page, onwards(page, after));
}

/** Shows an older range. It comes from two pages: the messages before a seq, and those from it on. */
export function applyAround(state: ChannelState, before: Page, after: Page): ChannelState {
  const from = before.hasMore ? (firstSeq(before) ?? firstSeq(after)) : 1;
  const to = after.messages.at(-1)?.seq ?? before.messages.at(-1)?.seq;
  if (from === null || to === undefined) return state;
  const merged = mergePage(mergePage(state, before, {}), after, {});
  return joinAround({ ...merged, around: { from, to } });
}

/** Merges a page before or after the older range. */
export function extendAround(state: ChannelState, page: Page, side: "older" | "newer") {
  const { around } = state;
  if (!around) return state;
  const edge = side === "older" ? (page.hasMore ? firstSeq(page) : 1) : page.messages.at(-1)?.seq;
  const [from, to] = [around.from, around.to];
  const next =
    side === "older"
      ? { from: Math.min(from, edge ?? from), to }
      : { from, to: Math.max(to, edge ?? to) };
  const bounds = side === "older" ? { before: from } : onwards(page, to);
  return joinAround({ ...mergePage(state, page, bounds), around: next });
}

/** Shows the newest messages again, instead of an older range. */
export function leaveAround(state: ChannelState): ChannelState {
  return state.around ? { ...state, around: null } : state;
}

/** An older range that has reached the newest messages is merged with them. */
function joinAround(state: ChannelState): ChannelState {
  const { around, from } = state;
  if (!around || from === null || around.to < from - 1) return state;
  return { ...state, around: null, from: Math.min(from, around.from) };
}

function onwards(page: Page, after: number): Bounds {
  return { after, before: page.hasMore ? undefined : beyondNewest(page) };
}

function mergePage(state: ChannelState, page: Page, bounds: Bounds): ChannelState {
  return noteBlanks(takeThreads(page.messages.reduce(mergeMessage, state), page), page, bounds);
}

/**
 * Merges one page of the response to `sync`. It contains only the latest state of each changed message, so revisions in
 * between never come. The cursor moves only with the last page. A message that changes again while pages are read moves
 * to a later page, and its revision must not count as seen before that.
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

/** The cursors for the next page of a `sync`, for the channels that have more. */
export function nextCursors(
  asked: Readonly<Record<string, number>>,
  answer: SyncAnswer,
): Record<string, number> {
  const next: Record<string, number> = {};
  // A channel that did not fit on this page has more, but no message on it.
  for (const [channelId, more] of Object.entries(answer.more)) {
    if (more) next[channelId] = asked[channelId] ?? 0;
  }
  for (const { channelId, rev } of answer.messages) {
    if (channelId in next) next[channelId] = Math.max(rev, next[channelId] ?? 0);
  }
  return next;
}

function firstSeq(page: Page): number | null {
  return page.messages[0]?.seq ?? null;
}
