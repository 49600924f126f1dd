import type { ChannelChange, Message, UnseenReply } from "@/lib/api-types";
import { isGone } from "./merge-message";
import type { ChannelState, StoredMessage } from "./state";

/** How much was unread when the server counted, and where the channel stood then. */
export interface Counted {
  seq: number;
  rev: number;
  unread: number;
}

export const EVERYONE = "<!channel>";

/** The server counts no further, and neither is more shown. */
const ENOUGH = 100;

/** Whether a message is meant for this person: by name, as everyone, or in a thread they follow. */
export function concerns(
  meId: string,
  message: Pick<Message, "author" | "body">,
  mentions: readonly string[],
): boolean {
  if (message.author.id === meId) return false;
  return mentions.includes(meId) || (!message.author.guest && message.body.includes(EVERYONE));
}

export function noteMention(state: ChannelState, seq: number): ChannelState {
  const { mentionSeqs } = state.channel;
  if (seq <= state.counted.seq || mentionSeqs.includes(seq)) return state;
  const all = [...mentionSeqs, seq].sort((a, b) => a - b);
  return { ...state, channel: { ...state.channel, mentionSeqs: all } };
}

/** Notes an answer in a thread that this person follows. */
export function noteReply(state: ChannelState, reply: UnseenReply): ChannelState {
  const { unseenReplies } = state.channel;
  const known = unseenReplies.some((one) => one.seq === reply.seq);
  if (reply.seq <= state.counted.seq || known) return state;
  const all = [...unseenReplies, reply].sort((a, b) => a.seq - b.seq);
  return { ...state, channel: { ...state.channel, unseenReplies: all } };
}

export function markSeen(state: ChannelState, threadId: string, seq: number): ChannelState {
  if (seq <= (state.seen[threadId] ?? 0)) return state;
  return { ...state, seen: { ...state.seen, [threadId]: seq } };
}

/** Takes the server's count, unless a later one is known. */
export function takeCount(state: ChannelState, next: ChannelChange): ChannelState {
  const { mentionSeqs, unseenReplies, unreadCount: unread, lastSeq, lastRev } = next;
  if (!mentionSeqs || !unseenReplies || unread === undefined) return state;
  if (lastRev < state.counted.rev) return state;
  const called = state.channel.mentionSeqs.filter((seq) => seq > lastSeq);
  const answered = state.channel.unseenReplies.filter((one) => one.seq > lastSeq);
  return {
    ...state,
    channel: {
      ...state.channel,
      mentionSeqs: [...mentionSeqs, ...called],
      unseenReplies: [...unseenReplies, ...answered],
    },
    counted: { seq: lastSeq, rev: lastRev, unread },
    told: Math.max(state.told, lastRev),
  };
}

/**
 * What waits for this person: what the server counted, and what is known since. It depends on what is known
 * alone, never on the order in which it came.
 */
export function countWaiting(state: ChannelState, meId: string): ChannelState {
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
  // How many of those that were counted are read now is not known: no more are left than there are places.
  let unread = Math.min(counted.unread, Math.max(0, counted.seq - lastReadSeq));
  for (let at = messages.length - 1; at >= 0; at--) {
    const message = messages[at] as StoredMessage;
    if (message.seq <= lastReadSeq) break;
    if (message.author.id !== meId && message.parentId === null) unread += change(message, counted);
  }
  return Math.min(Math.max(unread, 0), ENOUGH);
}

/** What a message adds to the count: those that came since, and less those that were deleted since. */
function change(message: StoredMessage, counted: Counted): number {
  if (message.seq > counted.seq) return message.deletedAt ? 0 : 1;
  return message.deletedAt && message.contentRev > counted.rev ? -1 : 0;
}
