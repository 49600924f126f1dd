import type { ChannelChange, Message, UnseenReply } from "@/lib/api-types";
import { isGone } from "./merge-message";
import type { ChannelState, StoredMessage } from "./state";

/** The unread count of the server, and the channel's seq and revision at that time. */
export interface Counted {
  seq: number;
  rev: number;
  unread: number;
}

export const EVERYONE = "<!channel>";

/** The server counts no further, and the interface shows no more. */
const MAX_COUNTED = 100;

/** Whether a message mentions this person, by name or as everyone. */
export function concerns(
  meId: string,
  message: Pick<Message, "author" | "body">,
  mentions: readonly string[],
): boolean {
  if (message.author.id === meId) return false;
  return mentions.includes(meId) || (!message.author.guest && message.body.includes(EVERYONE));
}

/** Notes a message that mentions this person, unless the server's count includes it. */
export function noteMention(state: ChannelState, seq: number): ChannelState {
  const { mentionSeqs } = state.channel;
  if (seq <= state.counted.seq || mentionSeqs.includes(seq)) return state;
  const all = [...mentionSeqs, seq].sort((a, b) => a - b);
  return { ...state, channel: { ...state.channel, mentionSeqs: all } };
}

/** Notes a reply in a thread that this person follows. */
export function noteReply(state: ChannelState, reply: UnseenReply): ChannelState {
  const { unseenReplies } = state.channel;
  const known = unseenReplies.some((one) => one.seq === reply.seq);
  if (reply.seq <= state.counted.seq || known) return state;
  const all = [...unseenReplies, reply].sort((a, b) => a.seq - b.seq);
  return { ...state, channel: { ...state.channel, unseenReplies: all } };
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
