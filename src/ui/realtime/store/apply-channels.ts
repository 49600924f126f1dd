import type { Channel, ChannelChange, OwnOfChannel } from "@/lib/api-types";
import { type ChannelState, openChannel, type RealtimeState, replaceChannel } from "./state";
import { countUnreadAll, takeCount } from "./unread-counts";

/**
 * Takes a new description of a channel. A description that is broadcast to many has no personal fields; those stay as
 * they are.
 * @param unread the user has marked messages as unread, so the read position may go back, also in threads
 */
export function receiveChannel(
  state: RealtimeState,
  channel: ChannelChange,
  unread = false,
): RealtimeState {
  if (state.channels[channel.id]) {
    return replaceChannel(state, channel.id, (before) =>
      describeAnew(unread ? unsee(before, channel) : before, channel, unread),
    );
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
  starred: false,
  historyFrom: null,
  expiresAt: null,
  mentionCount: 0,
  mentionSeqs: [],
  unreadCount: 0,
  unseenReplies: [],
} satisfies OwnOfChannel;

/**
 * Takes the whole list from a response. A channel that is missing from it is removed with its messages. Changes that
 * came by event while the request was running are kept: they are newer than the response, or a still newer event will
 * follow.
 * @param isCurrent whether nothing was read in a channel since the request was sent, so that the read position of the
 * response is right even if it goes back
 * @param asked the channels as they were when the request was sent
 * @param isListed whether the response is about this channel; others stay as they are
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
      kept[channel.id] = countUnreadAll(describeAnew(now, next, isCurrent(now)), state.me.id);
    } else if (!old && !now) kept[channel.id] = openChannel(channel);
  }
  // A channel that was added meanwhile stays. A channel that was lost meanwhile does not come back.
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
  "starred",
  "historyFrom",
  "expiresAt",
  "memberCount",
  "guestCount",
  "archivedAt",
] as const;

/** The channel from the response, with the fields that have changed since the request was sent. */
function keepChanged(answer: Channel, asked: Channel, now: Channel): Channel {
  const changed = DESCRIBED.filter((field) => now[field] !== asked[field]);
  return { ...answer, ...Object.fromEntries(changed.map((field) => [field, now[field]])) };
}

export function forgetChannel(state: RealtimeState, id: string): RealtimeState {
  const { [id]: gone, ...channels } = state.channels;
  return gone ? { ...state, channels } : state;
}

/** Used after a gap that is too long to fill: the channel loads its newest page when it is opened next. */
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

/** Where a guest reads more or less of the history than before, all that is loaded is dropped and read anew. */
function withHistory(state: ChannelState, { historyFrom, lastSeq, lastRev }: ChannelChange) {
  const isSame = historyFrom === undefined || historyFrom === state.channel.historyFrom;
  return isSame ? state : dropWindow(state, lastSeq, lastRev);
}

/** Forgets up to where the user has seen the threads in which replies wait again. */
function unsee(state: ChannelState, { unseenReplies = [] }: ChannelChange): ChannelState {
  const isWaiting = (id: string) => unseenReplies.some(({ threadId }) => threadId === id);
  const seen = Object.entries(state.seen).filter(([id]) => !isWaiting(id));
  return { ...state, seen: Object.fromEntries(seen) };
}

function describeAnew(state: ChannelState, next: ChannelChange, mayGoBack: boolean): ChannelState {
  const { channel } = state;
  const read = next.lastReadSeq ?? 0;
  const after: ChannelState = {
    ...withHistory(state, next),
    channel: {
      ...next,
      joined: next.joined ?? channel.joined,
      muted: next.muted ?? channel.muted,
      starred: next.starred ?? channel.starred,
      historyFrom: next.historyFrom === undefined ? channel.historyFrom : next.historyFrom,
      expiresAt: next.expiresAt === undefined ? channel.expiresAt : next.expiresAt,
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
