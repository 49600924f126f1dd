import type { ThreadSummary } from "@/lib/api-types";
import type { Page } from "./apply-page";
import type { ChannelState, StoredMessage } from "./state";

/** A thread with the counts of a page, and the channel's seq and revision at that time. */
export interface CountedThread extends ThreadSummary {
  seq: number;
  rev: number;
}

const NONE: CountedThread = { count: 0, lastAt: "", seq: 0, rev: 0 };

/** Takes what a page says about threads, unless something newer is known of them. */
export function takeThreads(state: ChannelState, page: Page): ChannelState {
  if (!page.asOf) return state;
  const { seq, rev } = page.asOf;
  const threads = { ...state.threads };
  for (const { id } of page.messages) {
    const summary = page.threads?.[id];
    const before = threads[id];
    if ((!summary && !before) || (before && before.rev >= rev)) continue;
    threads[id] = { count: 0, lastAt: "", ...summary, seq, rev };
  }
  return { ...state, threads };
}

/**
 * The summary below each message that began a thread: the counts of the page, plus the replies known since. It depends
 * only on what is known, never on the order in which it arrived.
 */
export function summariseThreads(state: ChannelState): ReadonlyMap<string, ThreadSummary> {
  const sums = new Map<string, ThreadSummary>(Object.entries(state.threads));
  for (const message of state.messages) {
    if (message.parentId === null) continue;
    const counted = state.threads[message.parentId] ?? NONE;
    const sum = sums.get(message.parentId) ?? NONE;
    sums.set(message.parentId, addAnswer(sum, message, counted));
  }
  for (const [id, { count }] of sums) if (count <= 0) sums.delete(id);
  return sums;
}

function addAnswer(
  sum: ThreadSummary,
  message: StoredMessage,
  counted: CountedThread,
): ThreadSummary {
  const isNew = message.seq > counted.seq;
  const isGone = message.deletedAt !== null && message.contentRev > counted.rev;
  const change = isNew ? (message.deletedAt === null ? 1 : 0) : isGone ? -1 : 0;
  const lastAt = message.createdAt > sum.lastAt ? message.createdAt : sum.lastAt;
  return { count: sum.count + change, lastAt };
}
