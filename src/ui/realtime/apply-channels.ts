import type { Channel, ChannelChange } from "@/lib/api-types";
import { type ChannelState, openChannel, type RealtimeState } from "./state";

/** Takes a channel as it is described now; what was told to many leaves alone what is ours. */
export function receiveChannel(state: RealtimeState, channel: ChannelChange): RealtimeState {
  const before = state.channels[channel.id];
  const after = before
    ? describeAnew(before, channel)
    : openChannel({ joined: false, lastReadSeq: 0, ...channel });
  return { ...state, channels: { ...state.channels, [channel.id]: after } };
}

/** The whole list, asked for anew: what is missing from it is gone, messages and all. */
export function receiveChannels(state: RealtimeState, channels: Channel[]): RealtimeState {
  const kept = channels.map((channel) => {
    const before = state.channels[channel.id];
    return [channel.id, before ? describeAnew(before, channel) : openChannel(channel)];
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

function describeAnew(state: ChannelState, next: ChannelChange): ChannelState {
  const { channel } = state;
  return {
    ...state,
    channel: {
      ...next,
      joined: next.joined ?? channel.joined,
      lastReadSeq: Math.max(channel.lastReadSeq, next.lastReadSeq ?? 0),
      lastSeq: Math.max(channel.lastSeq, next.lastSeq),
      lastRev: Math.max(channel.lastRev, next.lastRev),
    },
  };
}
