import type { RealtimeState } from "@/ui/realtime/state";
import { concerns } from "@/ui/realtime/mention-count";
import type { LiveMessage } from "@/ui/realtime/realtime";
import { nameChannel } from "@/ui/chat/places/places";
import { spellMentions } from "@/ui/chat/mentions/mention-text";

export interface Notice {
  title: string;
  body: string;
}

const LONGEST = 200;

/**
 * What a notification says of a message; null where it is none of one's business: only mentions,
 * direct conversations and followed threads are, and of what is muted only mentions.
 */
export function describeNotice(state: RealtimeState, news: LiveMessage): Notice | null {
  const { message, mentions } = news;
  const channel = state.channels[message.channelId]?.channel;
  if (!channel?.joined || message.author.id === state.me.id) return null;
  if (message.seq <= channel.lastReadSeq) return null;
  const direct = channel.kind === "direct" && !channel.muted;
  if (!direct && !concerns(state.me.id, message, mentions)) return null;
  const words = spellMentions(message.body, (id) => state.people[id]?.name);
  const place = channel.kind === "direct" ? "" : ` in #${nameChannel(channel, state.me.id)}`;
  const answer = message.parentId === null ? "" : " answered";
  return {
    title: `${message.author.name}${answer}${place}`,
    body: words.length > LONGEST ? `${words.slice(0, LONGEST - 1)}…` : words || "Sent a file",
  };
}
