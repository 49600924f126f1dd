import type { Channel, MemberRole, Message, NotifyFor, Person, Reaction } from "@/lib/api-types";
import { isBlank, type Stretch } from "./blanks";
import { type Counted, countWaiting } from "./unread-counts";
import type { CountedThread } from "./thread-summaries";

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
  /** What waits for this person is known up to this revision: counted by the server, or heard since. */
  told: number;
  /** Reactions to messages that are not here yet, by message id. */
  looseReactions: Readonly<Record<string, LooseReactions>>;
  /** An older stretch that is shown instead of the newest messages; without holes. */
  around: Stretch | null;
  /** Places whose messages are hidden from us. */
  blanks: readonly Stretch[];
  /** Threads as pages counted them, by the id of the message they began with. */
  threads: Readonly<Record<string, CountedThread>>;
  counted: Counted;
  /** How far the threads were seen, as far as it was heard, by the id of the message they began with. */
  seen: Readonly<Record<string, number>>;
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
  notifyFor: NotifyFor;
  /** Whether one may begin direct conversations: a guest only where the workspace allows it. */
  directs: boolean;
  /** When one's own access ends; null for members, and for guests without an end. */
  endsAt: string | null;
  channels: Readonly<Record<string, ChannelState>>;
  people: Readonly<Record<string, Person>>;
  typing: Readonly<Record<string, readonly Typist[]>>;
  presence: Readonly<Record<string, "online" | "offline">>;
}

export interface Snapshot {
  me: { id: string; name: string };
  as: MemberRole | "guest";
  notifyFor: NotifyFor;
  directs: boolean;
  endsAt: string | null;
  channels: Channel[];
  people: Person[];
}

/** The state as the server rendered it. `channels` must have been read before any page of messages. */
export function createState(snapshot: Snapshot): RealtimeState {
  return {
    me: snapshot.me,
    as: snapshot.as,
    notifyFor: snapshot.notifyFor,
    directs: snapshot.directs,
    endsAt: snapshot.endsAt,
    channels: Object.fromEntries(
      snapshot.channels.map((channel) => [channel.id, openChannel(channel)]),
    ),
    ...knowPeople(snapshot.people),
    typing: {},
  };
}

/** People as they were listed, with who was here at that moment. */
export function knowPeople(people: Person[]): Pick<RealtimeState, "people" | "presence"> {
  return {
    people: Object.fromEntries(people.map((person) => [person.id, person])),
    presence: Object.fromEntries(
      people.map((person) => [person.id, person.online ? "online" : "offline"]),
    ),
  };
}

export function openChannel(channel: Channel): ChannelState {
  return {
    channel,
    messages: [],
    from: null,
    seenRev: channel.lastRev,
    revsAbove: [],
    told: channel.lastRev,
    looseReactions: {},
    around: null,
    blanks: [],
    threads: {},
    counted: { seq: channel.lastSeq, rev: channel.lastRev, unread: channel.unreadCount },
    seen: {},
    generation: 0,
  };
}

/** What the list shows: everything from the first loaded seq on, or an older stretch. */
export function shownMessages(channel: ChannelState): readonly StoredMessage[] {
  const { around, messages } = channel;
  if (!around) return newestMessages(channel);
  return messages.filter(({ seq }) => seq >= around.from && seq <= around.to);
}

/** Everything from the first loaded seq on. */
export function newestMessages(channel: ChannelState): readonly StoredMessage[] {
  const { from, messages } = channel;
  if (from === null) return [];
  const first = messages.findIndex((message) => message.seq >= from);
  return first <= 0 ? (first === 0 ? messages : []) : messages.slice(first);
}

/**
 * The seq before the first one that is missing between `from` and the newest; null when none is but what is hidden
 * from us.
 */
export function findGap(state: ChannelState): number | null {
  const { blanks, channel } = state;
  if (state.from === null) return null;
  let next = state.from;
  for (const { seq } of newestMessages(state)) {
    if (seq > next && !isBlank(blanks, next, seq - 1)) return next - 1;
    next = seq + 1;
  }
  return isBlank(blanks, next, channel.lastSeq) ? null : next - 1;
}

/** Puts a changed channel in its place; what waits in it follows from the rest. */
export function replaceChannel(
  state: RealtimeState,
  id: string,
  change: (channel: ChannelState) => ChannelState,
): RealtimeState {
  const before = state.channels[id];
  if (!before) return state;
  const changed = change(before);
  if (changed === before) return state;
  const after = countWaiting(changed, state.me.id);
  return { ...state, channels: { ...state.channels, [id]: after } };
}
