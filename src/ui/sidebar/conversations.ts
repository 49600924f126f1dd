import type { Channel } from "@/lib/api-types";
import type { RealtimeState } from "@/ui/realtime/store/state";

/** Everybody in a direct conversation except the user. */
export function otherPeople(channel: Channel, meId: string): Channel["people"] {
  return channel.people.filter((person) => person.id !== meId);
}

/** Whether everybody else has left a direct conversation, so that nobody would read a new message. */
export function everyoneElseLeft(channel: Channel, meId: string): boolean {
  return channel.kind === "direct" && otherPeople(channel, meId).every((person) => !person.here);
}

/** The name of a channel. A direct conversation is named after the people in it. */
export function nameChannel(channel: Channel, meId: string): string {
  if (channel.kind === "channel") return channel.name;
  const others = otherPeople(channel, meId);
  if (others.length === 0) return "Nobody else";
  if (others.length === 1) return others[0]?.name ?? "";
  return others.map((person) => person.name.split(" ")[0] ?? person.name).join(", ");
}

/** The name of the channel with this id, if the user sees it and it has one of its own. */
export function findChannelName({ channels }: RealtimeState, id: string): string | undefined {
  const channel = channels[id]?.channel;
  return channel?.kind === "channel" ? channel.name : undefined;
}

/** Whether a channel has unread messages that the user wants to know about. */
export function waits(channel: Channel): boolean {
  return channel.mentionCount > 0 || (!channel.muted && channel.unreadCount > 0);
}

/**
 * The number of unread messages for the user in a channel: mentions, replies in threads that the user follows, and all
 * messages of direct conversations that are not muted.
 */
export function countForMe(channel: Channel): number {
  return channel.unseenReplies.length + countOnLine(channel);
}

/** As `countForMe`, of what the line of the conversation stands for. Replies in threads stand at Threads. */
export function countOnLine(channel: Channel): number {
  const direct = channel.kind === "direct" && !channel.muted;
  return direct ? channel.unreadCount : channel.mentionCount;
}

/** The number of unseen replies in all threads that the user follows. */
export function countUnseen({ channels }: RealtimeState): number {
  return Object.values(channels).reduce((sum, one) => sum + one.channel.unseenReplies.length, 0);
}

export interface Conversations {
  /** Channels and direct conversations that the user keeps at the top. */
  starred: Channel[];
  channels: Channel[];
  directs: Channel[];
}

/** The channels and direct conversations of the sidebar. New messages do not change their order. */
export function listConversations(
  all: readonly Channel[],
  openId: string | null,
  meId: string,
): Conversations {
  const name = (channel: Channel) => nameChannel(channel, meId);
  const channels = all.filter(
    (one) => one.kind === "channel" && ((one.joined && !one.archivedAt) || one.id === openId),
  );
  const directs = all
    .filter((one) => one.kind === "direct" && (isListed(one, meId) || one.id === openId))
    .sort((a, b) => name(a).localeCompare(name(b)));
  const others = (one: Channel) => !one.starred;
  return {
    starred: [...channels, ...directs].filter((one) => one.starred),
    channels: channels.filter(others),
    directs: directs.filter(others),
  };
}

/** A direct conversation that everybody else has left is not in the sidebar. Search and the switcher still find it. */
function isListed(direct: Channel, meId: string): boolean {
  return direct.joined && direct.lastSeq > 0 && (waits(direct) || !everyoneElseLeft(direct, meId));
}

/** The channel after or before the open one. It wraps around at the ends. Null if there is no other. */
export function findAdjacentConversation(
  { starred, channels, directs }: Conversations,
  openId: string | null,
  { back, onlyNew }: { back: boolean; onlyNew: boolean },
): Channel | null {
  const all = [...starred, ...channels, ...directs];
  const ordered = back ? all.reverse() : all;
  const here = ordered.findIndex((one) => one.id === openId);
  const round = [...ordered.slice(here + 1), ...ordered.slice(0, Math.max(here, 0))];
  return round.find((one) => !onlyNew || waits(one)) ?? null;
}
