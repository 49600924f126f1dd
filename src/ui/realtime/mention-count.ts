import type { Message } from "@/lib/api-types";
import type { ChannelState } from "./state";

/** Mentions as the server counted them up to a seq, and the places of those heard of since. */
export interface Mentions {
  counted: number;
  upTo: number;
  since: readonly number[];
}

export const EVERYONE = "<!channel>";

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
  const { mentions, channel } = state;
  if (!channel.joined || seq <= channel.lastReadSeq) return state;
  if (seq <= mentions.upTo || mentions.since.includes(seq)) return state;
  return withMentions(state, { ...mentions, since: [...mentions.since, seq] });
}

/** What was read is no longer counted; of what the server counted only all of it can be taken away. */
export function dropReadMentions(state: ChannelState): ChannelState {
  const { counted, upTo, since } = state.mentions;
  const { lastReadSeq } = state.channel;
  return withMentions(state, {
    counted: lastReadSeq >= upTo ? 0 : counted,
    upTo,
    since: since.filter((seq) => seq > lastReadSeq),
  });
}

/** Takes the server's count, unless a later one is known. */
export function takeMentions(state: ChannelState, counted: number, upTo: number): ChannelState {
  if (upTo < state.mentions.upTo) return withMentions(state, state.mentions);
  const since = state.mentions.since.filter((seq) => seq > upTo);
  return dropReadMentions({ ...state, mentions: { counted, upTo, since } });
}

function withMentions(state: ChannelState, mentions: Mentions): ChannelState {
  const mentionCount = mentions.counted + mentions.since.length;
  return { ...state, mentions, channel: { ...state.channel, mentionCount } };
}
