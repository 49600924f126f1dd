import type { Channel, MemberRole, Message, Person, Reaction } from "@/lib/api-types";

/** A message with the revisions its two halves were last seen at: a reaction event carries no body. */
export interface StoredMessage extends Message {
  contentRev: number;
  reactionsRev: number;
}

export interface LooseReactions {
  rev: number;
  reactions: Reaction[];
}

export interface ChannelState {
  channel: Channel;
  /** Sorted by seq. Below `from` it has holes: changes to messages that no page has brought yet. */
  messages: readonly StoredMessage[];
  /** The first seq that is shown; null until a page was loaded. */
  from: number | null;
  /** Every revision up to here is known; `revsAbove` holds the ones seen beyond a hole. */
  seenRev: number;
  revsAbove: readonly number[];
  /** Reactions to messages that are not here yet, by message id. */
  looseReactions: Readonly<Record<string, LooseReactions>>;
  /** Rises when the window is dropped, so that an answer asked for before is not merged after. */
  generation: number;
}

export interface Typist {
  id: string;
  name: string;
  at: number;
}

export interface RealtimeState {
  me: { id: string; name: string };
  as: MemberRole | "guest";
  channels: Readonly<Record<string, ChannelState>>;
  people: Readonly<Record<string, Person>>;
  typing: Readonly<Record<string, readonly Typist[]>>;
  presence: Readonly<Record<string, "online" | "offline">>;
}

export interface Snapshot {
  me: { id: string; name: string };
  as: MemberRole | "guest";
  channels: Channel[];
  people: Person[];
}

/** The state as the server rendered it. `channels` must have been read before any page of messages. */
export function createState(snapshot: Snapshot): RealtimeState {
  return {
    me: snapshot.me,
    as: snapshot.as,
    channels: Object.fromEntries(
      snapshot.channels.map((channel) => [channel.id, openChannel(channel)]),
    ),
    people: Object.fromEntries(snapshot.people.map((person) => [person.id, person])),
    typing: {},
    presence: {},
  };
}

export function openChannel(channel: Channel): ChannelState {
  return {
    channel,
    messages: [],
    from: null,
    seenRev: channel.lastRev,
    revsAbove: [],
    looseReactions: {},
    generation: 0,
  };
}

/** What the list shows: everything from the first loaded seq on. */
export function shownMessages(channel: ChannelState): readonly StoredMessage[] {
  const { from, messages } = channel;
  if (from === null) return [];
  const first = messages.findIndex((message) => message.seq >= from);
  return first <= 0 ? (first === 0 ? messages : []) : messages.slice(first);
}

export function countUnread({ channel }: ChannelState): number {
  return channel.joined ? Math.max(0, channel.lastSeq - channel.lastReadSeq) : 0;
}

/** The seq before the first one that is missing between `from` and the newest; null when none is. */
export function findGap(state: ChannelState): number | null {
  if (state.from === null) return null;
  let next = state.from;
  for (const message of shownMessages(state)) {
    if (message.seq !== next) return next - 1;
    next += 1;
  }
  return next <= state.channel.lastSeq ? next - 1 : null;
}

export function replaceChannel(
  state: RealtimeState,
  id: string,
  change: (channel: ChannelState) => ChannelState,
): RealtimeState {
  const before = state.channels[id];
  if (!before) return state;
  const after = change(before);
  return after === before ? state : { ...state, channels: { ...state.channels, [id]: after } };
}
