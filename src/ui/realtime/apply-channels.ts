import type { Channel, ChannelChange } from "@/lib/api-types";
import { takeMentions } from "./mention-count";
import { type ChannelState, openChannel, type RealtimeState } from "./state";

/**
 * Takes a channel as it is described now; what was told to many leaves alone what is ours.
 * @param unread the place one has read up to may go back: it was marked unread
 */
export function receiveChannel(
  state: RealtimeState,
  channel: ChannelChange,
  unread = false,
): RealtimeState {
  const before = state.channels[channel.id];
  const after = before
    ? describeAnew(before, channel, unread)
    : openChannel({ joined: false, lastReadSeq: 0, muted: false, mentionCount: 0, ...channel });
  return { ...state, channels: { ...state.channels, [channel.id]: after } };
}

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
    return [channel.id, after ?? openChannel(channel)];
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
      lastReadSeq: mayGoBack ? read : Math.max(channel.lastReadSeq, read),
      lastSeq: Math.max(channel.lastSeq, next.lastSeq),
      lastRev: Math.max(channel.lastRev, next.lastRev),
    },
  };
  return next.mentionCount === undefined
    ? after
    : takeMentions(after, next.mentionCount, next.lastSeq);
}
