import type { ChannelChange, Message } from "@/lib/api-types";
import { mentionsIn } from "@/lib/markdown/mentions";
import { isGone } from "./merge-message";
import type { ChannelState, RealtimeState, StoredMessage } from "./state";

/** The unread count of the server, and the channel's seq and revision at that time. */
export interface Counted {
  seq: number;
  rev: number;
  unread: number;
}

/** What an event has said of a message and this person, in a revision of the channel. */
export interface Call {
  rev: number;
  /** Whether it mentions them. */
  called: boolean;
  /** The thread in which it waits for them, if they follow one. */
  threadId: string | null;
}

/** The server counts no further and takes no more at once, and the interface shows no more. */
export const MAX_COUNTED = 100;

/** Whether a message mentions this person, by name or as everyone. */
export function concerns(
  meId: string,
  message: Pick<Message, "author" | "body">,
  mentions: readonly string[],
): boolean {
  if (message.author.id === meId) return false;
  return mentions.includes(meId) || (!message.author.guest && mentionsIn(message.body).everyone);
}

/**
 * Notes whether a message mentions this person or waits for them in a thread, unless the server's count includes it or
 * something newer is known. An edit may change it.
 */
export function noteCall(state: ChannelState, message: Message, call: Omit<Call, "rev">) {
  const { seq, rev, editedAt } = message;
  if (rev <= Math.max(state.counted.rev, state.calls[seq]?.rev ?? 0)) return state;
  if (!call.called && call.threadId === null && editedAt === null) return state;
  const calls = { ...state.calls, [seq]: { ...call, rev } };
  const { mentionSeqs, unseenReplies } = state.channel;
  return {
    ...state,
    calls,
    channel: { ...state.channel, ...withCalls(calls, { mentionSeqs, unseenReplies }) },
  };
}

/** Whether a change of a message names this person, it waits for them because of that, and did not before. */
export function isNewCall(
  before: RealtimeState,
  after: RealtimeState,
  { message, mentions = [] }: { message: Message; mentions?: string[] },
): boolean {
  const waits = ({ channels }: RealtimeState) =>
    channels[message.channelId]?.channel.mentionSeqs.includes(message.seq) ?? false;
  return mentions.includes(before.me.id) && waits(after) && !waits(before);
}

type Waiting = Pick<ChannelState["channel"], "mentionSeqs" | "unseenReplies">;

/** What waits for this person, with what is known of some messages. */
function withCalls(calls: ChannelState["calls"], waiting: Waiting): Waiting {
  const known = Object.entries(calls).map(([seq, call]) => ({ ...call, seq: Number(seq) }));
  const called = known.filter((one) => one.called).map(({ seq }) => seq);
  const kept = waiting.mentionSeqs.filter((seq) => !calls[seq]);
  const answered = known.flatMap(({ threadId, seq }) => (threadId ? [{ threadId, seq }] : []));
  const others = waiting.unseenReplies.filter(({ seq }) => !calls[seq]?.threadId);
  return {
    mentionSeqs: [...kept, ...called].sort((a, b) => a - b),
    unseenReplies: [...others, ...answered].sort((a, b) => a.seq - b.seq),
  };
}

/** Notes up to which reply this person has seen a thread. */
export function markSeen(state: ChannelState, threadId: string, seq: number): ChannelState {
  if (seq <= (state.seen[threadId] ?? 0)) return state;
  return { ...state, seen: { ...state.seen, [threadId]: seq } };
}

/** Takes the server's count, unless a later one is known. */
export function takeCount(state: ChannelState, next: ChannelChange): ChannelState {
  const { mentionSeqs, unseenReplies, unreadCount: unread, lastSeq, lastRev } = next;
  if (!mentionSeqs || !unseenReplies || unread === undefined) return state;
  if (lastRev < state.counted.rev) return state;
  const later = Object.entries(state.calls).filter(([, { rev }]) => rev > lastRev);
  const calls = Object.fromEntries(later);
  return {
    ...state,
    channel: { ...state.channel, ...withCalls(calls, { mentionSeqs, unseenReplies }) },
    calls,
    counted: { seq: lastSeq, rev: lastRev, unread },
    told: Math.max(state.told, lastRev),
  };
}

/**
 * The unread counts of this person: the server's count, plus what is known since. They depend only on what is known,
 * never on the order in which it arrived.
 */
export function countUnreadAll(state: ChannelState, meId: string): ChannelState {
  const { channel, seen } = state;
  const { joined, lastReadSeq } = channel;
  const waits = (seq: number) => joined && !isGone(state, seq);
  const mentionSeqs = channel.mentionSeqs.filter((seq) => seq > lastReadSeq && waits(seq));
  const unseenReplies = channel.unseenReplies.filter(
    ({ threadId, seq }) => seq > (seen[threadId] ?? 0) && waits(seq),
  );
  const unreadCount = joined ? countUnread(state, meId) : 0;
  const mentionCount = mentionSeqs.length;
  if (
    unreadCount === channel.unreadCount &&
    mentionCount === channel.mentionCount &&
    mentionCount === channel.mentionSeqs.length &&
    unseenReplies.length === channel.unseenReplies.length
  ) {
    return state;
  }
  const counts = { mentionSeqs, mentionCount, unreadCount, unseenReplies };
  return { ...state, channel: { ...channel, ...counts } };
}

function countUnread({ channel, counted, messages }: ChannelState, meId: string): number {
  const { lastReadSeq } = channel;
  // It is unknown how many of the counted messages are read by now. At most as many are left as there are seqs after
  // the read position.
  let unread = Math.min(counted.unread, Math.max(0, counted.seq - lastReadSeq));
  for (let at = messages.length - 1; at >= 0; at--) {
    const message = messages[at] as StoredMessage;
    if (message.seq <= lastReadSeq) break;
    if (message.author.id !== meId && message.parentId === null) unread += change(message, counted);
  }
  return Math.min(Math.max(unread, 0), MAX_COUNTED);
}

/** What a message adds to the count: one if it came later, minus one if it was deleted later. */
function change(message: StoredMessage, counted: Counted): number {
  if (message.seq > counted.seq) return message.deletedAt ? 0 : 1;
  return message.deletedAt && message.contentRev > counted.rev ? -1 : 0;
}
