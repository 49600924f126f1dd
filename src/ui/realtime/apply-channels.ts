import type { Channel, ChannelChange } from "@/lib/api-types";
import { type ChannelState, openChannel, type RealtimeState, replaceChannel } from "./state";
import { countWaiting, takeCount } from "./waiting";

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
  return { ...state, channels: { ...state.channels, [channel.id]: opened } };
}

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
 * The whole list, asked for anew: what is missing from it is gone, messages and all.
 * @param isCurrent whether nothing was read in a channel since the list was asked for, so that the
 * list is right about it even where it goes back
 */
export function receiveChannels(
  state: RealtimeState,
  channels: Channel[],
  isCurrent: (channel: ChannelState) => boolean = () => false,
): RealtimeState {
  const kept = channels.map((channel) => {
    const before = state.channels[channel.id];
    const after = before && describeAnew(before, channel, isCurrent(before));
    return [channel.id, after ? countWaiting(after, state.me.id) : openChannel(channel)];
  });
  return { ...state, channels: Object.fromEntries(kept) };
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
