import type { Channel, ChannelChange } from "@/lib/api-types";
import { type ChannelState, openChannel, type RealtimeState, replaceChannel } from "./state";
import { countWaiting, takeCount } from "./unread-counts";

/**
 * Takes a channel as it is described now; what was told to many leaves alone what is ours.
 * @param unread the place one has read up to may go back: it was marked unread
 */
export function receiveChannel(
  state: RealtimeState,
  channel: ChannelChange,
  unread = false,
): RealtimeState {
  if (state.channels[channel.id]) {
    return replaceChannel(state, channel.id, (before) => describeAnew(before, channel, unread));
  }
  const opened = openChannel({ ...NOTHING_OF_OURS, ...channel });
  if (channel.lastReadSeq === undefined) opened.told = NEVER_TOLD;
  return { ...state, channels: { ...state.channels, [channel.id]: opened } };
}

const NEVER_TOLD = -1;
const NOTHING_OF_OURS = {
  joined: false,
  lastReadSeq: 0,
  muted: false,
  mentionCount: 0,
  mentionSeqs: [],
  unreadCount: 0,
  unseenReplies: [],
};

/**
 * The whole list, asked for anew: what is missing from it is gone, messages and all. What was heard while the answer
 * was on its way is newer than the answer, or something newer still is to be heard of it.
 * @param isCurrent whether nothing was read in a channel since the list was asked for, so that the
 * list is right about it even where it goes back
 * @param asked the channels as they were known when the list was asked for
 * @param isListed whether the list would name the channel: of those that it is not about, all stay as they are
 */
export function receiveChannels(
  state: RealtimeState,
  channels: Channel[],
  isCurrent: (channel: ChannelState) => boolean = () => false,
  asked: RealtimeState["channels"] = state.channels,
  isListed: (id: string) => boolean = () => true,
): RealtimeState {
  const kept: Record<string, ChannelState> = {};
  for (const channel of channels) {
    const old = asked[channel.id];
    const now = state.channels[channel.id];
    if (old && now) {
      const next = keepChanged(channel, old.channel, now.channel);
      kept[channel.id] = countWaiting(describeAnew(now, next, isCurrent(now)), state.me.id);
    } else if (!old && !now) kept[channel.id] = openChannel(channel);
  }
  // What was begun meanwhile stays as it was told; what was lost meanwhile does not come back.
  for (const [id, now] of Object.entries(state.channels)) {
    if (!asked[id] || !isListed(id)) kept[id] = now;
  }
  return { ...state, channels: kept };
}

const DESCRIBED = [
  "name",
  "topic",
  "visibility",
  "people",
  "joined",
  "muted",
  "memberCount",
  "guestCount",
  "archivedAt",
] as const;

/** The answer, with what has changed since it was asked for. */
function keepChanged(answer: Channel, asked: Channel, now: Channel): Channel {
  const changed = DESCRIBED.filter((field) => now[field] !== asked[field]);
  return { ...answer, ...Object.fromEntries(changed.map((field) => [field, now[field]])) };
}

export function forgetChannel(state: RealtimeState, id: string): RealtimeState {
  const { [id]: gone, ...channels } = state.channels;
  return gone ? { ...state, channels } : state;
}

/** After a gap too long to fill: the next opening loads the newest page. */
export function dropWindow(state: ChannelState, lastSeq: number, lastRev: number): ChannelState {
  const { channel } = state;
  return {
    ...openChannel({
      ...channel,
      lastSeq: Math.max(channel.lastSeq, lastSeq),
      lastRev: Math.max(channel.lastRev, lastRev),
    }),
    told: state.told,
    generation: state.generation + 1,
  };
}

function describeAnew(state: ChannelState, next: ChannelChange, mayGoBack: boolean): ChannelState {
  const { channel } = state;
  const read = next.lastReadSeq ?? 0;
  const after: ChannelState = {
    ...state,
    channel: {
      ...next,
      joined: next.joined ?? channel.joined,
      muted: next.muted ?? channel.muted,
      mentionCount: channel.mentionCount,
      mentionSeqs: channel.mentionSeqs,
      unreadCount: channel.unreadCount,
      unseenReplies: channel.unseenReplies,
      lastReadSeq: mayGoBack ? read : Math.max(channel.lastReadSeq, read),
      lastSeq: Math.max(channel.lastSeq, next.lastSeq),
      lastRev: Math.max(channel.lastRev, next.lastRev),
    },
  };
  return takeCount(after, next);
}
