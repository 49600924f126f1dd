import type { Message, Reaction } from "@/lib/api-types";
import type { ChannelState, LooseReactions, StoredMessage } from "./state";

/** The most live messages that are kept for a channel whose page was never loaded. */
const MAX_UNOPENED_MESSAGES = 500;

/** Inserts a message, or updates it. An older revision never overwrites a newer one. */
export function mergeMessage(state: ChannelState, message: Message): ChannelState {
  const index = findIndex(state.messages, message.seq);
  const before = state.messages[index];
  if (before?.seq !== message.seq) return insertMessage(state, message, index);
  const after = mergeRevisions(before, message);
  return after === before ? state : withMessage(state, index, after);
}

/** Reactions arrive without their message. If it is not loaded, they are kept until it is. */
export function mergeReactions(
  state: ChannelState,
  messageId: string,
  loose: LooseReactions,
): ChannelState {
  const index = state.messages.findLastIndex((message) => message.id === messageId);
  const before = state.messages[index];
  if (before) {
    const after = mergeLoose(before, loose);
    return after === before ? state : withMessage(state, index, after);
  }
  const waiting = state.looseReactions[messageId];
  if (waiting && waiting.rev >= loose.rev) return state;
  return { ...state, looseReactions: { ...state.looseReactions, [messageId]: loose } };
}

function insertMessage(state: ChannelState, message: Message, index: number): ChannelState {
  const { [message.id]: loose, ...looseReactions } = state.looseReactions;
  const fresh = { ...message, contentRev: message.rev, reactionsRev: message.rev };
  const messages = state.messages.toSpliced(index, 0, loose ? mergeLoose(fresh, loose) : fresh);
  const lastSeq = Math.max(state.channel.lastSeq, message.seq);
  return {
    ...state,
    channel: lastSeq === state.channel.lastSeq ? state.channel : { ...state.channel, lastSeq },
    messages: state.from === null ? messages.slice(-MAX_UNOPENED_MESSAGES) : messages,
    looseReactions: loose ? looseReactions : state.looseReactions,
  };
}

function withMessage(state: ChannelState, index: number, message: StoredMessage): ChannelState {
  return { ...state, messages: state.messages.with(index, message) };
}

function mergeRevisions(before: StoredMessage, next: Message): StoredMessage {
  const newContent = next.rev > before.contentRev;
  const newReactions = next.rev > before.reactionsRev;
  if (!newContent && !newReactions) return before;
  return stamp({
    ...(newContent ? next : before),
    reactions: newReactions ? next.reactions : before.reactions,
    contentRev: newContent ? next.rev : before.contentRev,
    reactionsRev: newReactions ? next.rev : before.reactionsRev,
  });
}

function mergeLoose(
  before: StoredMessage,
  loose: { rev: number; reactions: Reaction[] },
): StoredMessage {
  if (loose.rev <= before.reactionsRev) return before;
  return stamp({ ...before, reactions: loose.reactions, reactionsRev: loose.rev });
}

function stamp(message: StoredMessage): StoredMessage {
  return { ...message, rev: Math.max(message.contentRev, message.reactionsRev) };
}

/** Whether a message is known to be deleted. */
export function isGone({ messages }: ChannelState, seq: number): boolean {
  const message = messages[findIndex(messages, seq)];
  return message?.seq === seq && message.deletedAt !== null;
}

function findIndex(messages: readonly StoredMessage[], seq: number): number {
  let low = 0;
  let high = messages.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((messages[middle] as StoredMessage).seq < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}
