import type { ChannelChange, Message } from "@/lib/api-types";
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

/** Takes the server's count, unless a later one is known. */
export function takeCount(state: ChannelState, next: ChannelChange): ChannelState {
  const { mentionSeqs, unreadCount: unread } = next;
  if (!mentionSeqs || unread === undefined || next.lastRev < state.counted.rev) return state;
  const since = state.channel.mentionSeqs.filter((seq) => seq > next.lastSeq);
  return {
    ...state,
    channel: { ...state.channel, mentionSeqs: [...mentionSeqs, ...since] },
    counted: { seq: next.lastSeq, rev: next.lastRev, unread },
  };
}

/**
 * What waits for this person: what the server counted, and what is known since. It depends on what is known
 * alone, never on the order in which it came.
 */
export function countWaiting(state: ChannelState, meId: string): ChannelState {
  const { channel, counted } = state;
  const { joined, lastReadSeq } = channel;
  // How many of those that were counted are read now is not known: no more are left than there are places.
  let unread = Math.min(counted.unread, Math.max(0, counted.seq - lastReadSeq));
  const gone = new Set<number>();
  for (const message of unreadMessages(state)) {
    if (message.deletedAt) gone.add(message.seq);
    if (message.author.id !== meId && message.parentId === null) unread += change(message, counted);
  }
  const waits = (seq: number) => joined && seq > lastReadSeq && !gone.has(seq);
  const mentionSeqs = channel.mentionSeqs.filter(waits);
  const unreadCount = joined ? Math.min(Math.max(unread, 0), ENOUGH) : 0;
  const mentionCount = mentionSeqs.length;
  const same = unreadCount === channel.unreadCount && mentionCount === channel.mentionCount;
  if (same && mentionCount === channel.mentionSeqs.length) return state;
  return { ...state, channel: { ...channel, mentionSeqs, mentionCount, unreadCount } };
}

function* unreadMessages({ messages, channel }: ChannelState): Generator<StoredMessage> {
  for (let at = messages.length - 1; at >= 0; at--) {
    const message = messages[at] as StoredMessage;
    if (message.seq <= channel.lastReadSeq) return;
    yield message;
  }
}

/** What a message adds to the count: those that came since, and less those that were deleted since. */
function change(message: StoredMessage, counted: Counted): number {
  if (message.seq > counted.seq) return message.deletedAt ? 0 : 1;
  return message.deletedAt && message.contentRev > counted.rev ? -1 : 0;
}
