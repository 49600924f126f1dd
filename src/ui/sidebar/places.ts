import type { Channel } from "@/lib/api-types";
import type { RealtimeState } from "@/ui/realtime/store/state";

/** Everybody in a direct conversation but oneself. */
export function otherPeople(channel: Channel, meId: string): Channel["people"] {
  return channel.people.filter((person) => person.id !== meId);
}

/** Whether nobody else sits any more in a direct conversation: what is written there is read by nobody. */
export function isForsaken(channel: Channel, meId: string): boolean {
  return channel.kind === "direct" && otherPeople(channel, meId).every((person) => !person.here);
}

/** What a channel is called: a direct conversation by the people in it. */
export function nameChannel(channel: Channel, meId: string): string {
  if (channel.kind === "channel") return channel.name;
  const others = otherPeople(channel, meId);
  if (others.length === 0) return "Nobody else";
  if (others.length === 1) return others[0]?.name ?? "";
  return others.map((person) => person.name.split(" ")[0] ?? person.name).join(", ");
}

/** Whether something new waits there that one wants to be told of. */
export function waits(channel: Channel): boolean {
  return channel.mentionCount > 0 || (!channel.muted && channel.unreadCount > 0);
}

/**
 * How many messages wait there that call for one: of what is muted, and of channels, only mentions; and answers
 * in threads that one follows.
 */
export function countCalls(channel: Channel): number {
  const direct = channel.kind === "direct" && !channel.muted;
  return channel.unseenReplies.length + (direct ? channel.unreadCount : channel.mentionCount);
}

/** How many answers one has not seen, in all the threads one follows. */
export function countUnseen({ channels }: RealtimeState): number {
  return Object.values(channels).reduce((sum, one) => sum + one.channel.unseenReplies.length, 0);
}

export interface Places {
  channels: Channel[];
  directs: Channel[];
}

/** Where one can go, as the sidebar lists it; nobody's writing changes the order. */
export function listPlaces(all: Channel[], openId: string | null, meId: string): Places {
  const channels = all.filter(
    (one) => one.kind === "channel" && ((one.joined && !one.archivedAt) || one.id === openId),
  );
  const directs = all.filter(
    (one) => one.kind === "direct" && (isListed(one, meId) || one.id === openId),
  );
  const name = (channel: Channel) => nameChannel(channel, meId);
  return { channels, directs: directs.toSorted((a, b) => name(a).localeCompare(name(b))) };
}

/** Where everybody else has left, it is found by search and the switcher, and in nobody's way. */
function isListed(direct: Channel, meId: string): boolean {
  return direct.joined && direct.lastSeq > 0 && (waits(direct) || !isForsaken(direct, meId));
}

/** The place after or before the open one, around the end; null when there is no other. */
export function findNeighbour(
  { channels, directs }: Places,
  openId: string | null,
  { back, onlyNew }: { back: boolean; onlyNew: boolean },
): Channel | null {
  const all = [...channels, ...directs];
  const ordered = back ? all.reverse() : all;
  const here = ordered.findIndex((one) => one.id === openId);
  const round = [...ordered.slice(here + 1), ...ordered.slice(0, Math.max(here, 0))];
  return round.find((one) => !onlyNew || waits(one)) ?? null;
}
