import type {
  Action,
  Channel,
  EndingGuest,
  Message,
  NotifyFor,
  Person,
  Reaction,
  Role,
} from "@/lib/api-types";
import { isBlank, type Stretch } from "./blanks";
import { type Call, type Counted, countUnreadAll } from "./unread-counts";
import type { CountedThread } from "./thread-summaries";

/**
 * A message with the revisions of its content and of its reactions. They differ, because a reaction event has no body.
 */
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
  /** Sorted by seq. Below `from` it has gaps: it contains only those older messages that changed. */
  messages: readonly StoredMessage[];
  /** The first seq that is shown; null until a page is loaded. */
  from: number | null;
  /** Every revision up to this one is known. `revsAfterGap` has the known revisions after a gap. */
  seenRev: number;
  revsAfterGap: readonly number[];
  /** Up to this revision the unread counts are known: from the server's count, or from events since. */
  told: number;
  /** Reactions to messages that are not loaded yet, by message id. */
  looseReactions: Readonly<Record<string, LooseReactions>>;
  /** An older range, without gaps, that is shown instead of the newest messages. */
  around: Stretch | null;
  /** Ranges of messages that are hidden from the user. */
  blanks: readonly Stretch[];
  /** Threads with the counts of a page, by the id of the message that began them. */
  threads: Readonly<Record<string, CountedThread>>;
  counted: Counted;
  /** Of messages since that count, by `seq`: whether they mention the user, where an event has said so. */
  calls: Readonly<Record<number, Call>>;
  /** The last seen reply of each thread, as far as it is known, by the id of the message that began it. */
  seen: Readonly<Record<string, number>>;
  /** Increases when the window is dropped, so that the response to an earlier request is not merged. */
  generation: number;
}

export interface Typist {
  id: string;
  name: string;
  at: number;
}

export interface RealtimeState {
  me: { id: string; name: string };
  as: Role;
  /** What the user may do here. The server says it together with `as`. */
  actions: readonly Action[];
  notifyFor: NotifyFor;
  /** Whether the user may start direct conversations. Guests may only if the workspace allows it. */
  directs: boolean;
  /** When the user's own access ends; null for members, and for guests without an end. */
  endsAt: string | null;
  /** When the user was let in as a guest; null for members. */
  letInAt: string | null;
  /** The guests for whom the user answers and whose access ends within a week. */
  ending: readonly EndingGuest[];
  /** Whether a request for a guest waits for an admin, or one was made or decided since. Always false for others. */
  isAskedForGuests: boolean;
  /** Whether all channels and people that the user may know are there. A large workspace's page begins with some. */
  isWhole: boolean;
  channels: Readonly<Record<string, ChannelState>>;
  people: Readonly<Record<string, Person>>;
  /** The names of people who have left, by id, as far as they were asked for. */
  former: Readonly<Record<string, string>>;
  typing: Readonly<Record<string, readonly Typist[]>>;
  presence: Readonly<Record<string, "online" | "offline">>;
}

export interface Snapshot {
  me: { id: string; name: string };
  as: Role;
  actions: readonly Action[];
  notifyFor: NotifyFor;
  directs: boolean;
  endsAt: string | null;
  letInAt: string | null;
  ending: readonly EndingGuest[];
  isAskedForGuests: boolean;
  isWhole: boolean;
  channels: Channel[];
  people: Person[];
}

/** The state that the server rendered. `channels` must have been read before any page of messages. */
export function createState(snapshot: Snapshot): RealtimeState {
  return {
    me: snapshot.me,
    as: snapshot.as,
    actions: snapshot.actions,
    notifyFor: snapshot.notifyFor,
    directs: snapshot.directs,
    endsAt: snapshot.endsAt,
    letInAt: snapshot.letInAt,
    ending: snapshot.ending,
    isAskedForGuests: snapshot.isAskedForGuests,
    isWhole: snapshot.isWhole,
    channels: Object.fromEntries(
      snapshot.channels.map((channel) => [channel.id, openChannel(channel)]),
    ),
    ...toPeopleState(snapshot.people),
    former: {},
    typing: {},
  };
}

/** The state of a page whose user has lost access: nothing and nobody. */
export function createEmptyState(): RealtimeState {
  return createState({
    me: { id: "", name: "" },
    as: "guest",
    actions: [],
    notifyFor: "nothing",
    directs: false,
    endsAt: null,
    letInAt: null,
    ending: [],
    isAskedForGuests: false,
    isWhole: true,
    channels: [],
    people: [],
  });
}

export function isEmptied({ me }: RealtimeState): boolean {
  return me.id === "";
}

/** People from a list, with who was online at that moment. */
export function toPeopleState(people: Person[]): Pick<RealtimeState, "people" | "presence"> {
  return {
    people: Object.fromEntries(people.map((person) => [person.id, person])),
    presence: Object.fromEntries(
      people.map((person) => [person.id, person.online ? "online" : "offline"]),
    ),
  };
}

/** The order of channels in a list. */
export const byName = (a: Channel, b: Channel): number => a.name.localeCompare(b.name);

/** The state of a channel of which no message is loaded yet. */
export function openChannel(channel: Channel): ChannelState {
  return {
    channel,
    messages: [],
    from: null,
    seenRev: channel.lastRev,
    revsAfterGap: [],
    told: channel.lastRev,
    looseReactions: {},
    around: null,
    blanks: [],
    threads: {},
    counted: { seq: channel.lastSeq, rev: channel.lastRev, unread: channel.unreadCount },
    calls: {},
    seen: {},
    generation: 0,
  };
}

/** The messages that the list shows: everything from the first loaded seq on, or an older range. */
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
 * The seq before the first gap between `from` and the newest message. Null if there is none, apart from hidden
 * messages.
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

/** Replaces a channel with a changed one, and counts its unread messages again. */
export function replaceChannel(
  state: RealtimeState,
  id: string,
  change: (channel: ChannelState) => ChannelState,
): RealtimeState {
  const before = state.channels[id];
  if (!before) return state;
  const changed = change(before);
  if (changed === before) return state;
  const after = countUnreadAll(changed, state.me.id);
  return { ...state, channels: { ...state.channels, [id]: after } };
}
