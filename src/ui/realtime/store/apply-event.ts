import type { Message, Person } from "@/lib/api-types";
import type { ServerPayload } from "@/lib/socket-events";
import { receiveChannel } from "./apply-channels";
import type { HeardBy } from "./heard-events";
import { mergeMessage, mergeReactions } from "./merge-message";
import { noteRev } from "./revisions";
import { type ChannelState, type RealtimeState, replaceChannel } from "./state";
import { concerns, markSeen, noteCall } from "./unread-counts";

type AppliedName = HeardBy<"store">;

/** The acknowledgement of what the user did is applied like its event. It does not say whom the message mentions. */
type AppliedPayload<E extends AppliedName> = E extends "message:created" | "message:updated"
  ? { message: Message; mentions?: string[]; followers?: string[] }
  : ServerPayload<E>;

/** A server event as the store takes it. `at` is the time when it arrived. */
export type AppliedEvent = {
  [E in AppliedName]: { type: E; payload: AppliedPayload<E>; at?: number };
}[AppliedName];

/** Returns the state after an event. It is pure. Late, repeated and reordered events do no harm. */
export function applyEvent(state: RealtimeState, event: AppliedEvent): RealtimeState {
  switch (event.type) {
    case "message:created":
      return applyCreated(state, event.payload);
    case "message:updated":
      return applyUpdated(state, event.payload);
    case "message:deleted":
      return applyMessage(state, event.payload);
    case "reaction:updated":
      return applyReactions(state, event.payload);
    case "typing:updated":
      return applyTyping(state, event.payload, event.at ?? 0);
    case "presence:updated":
      return applyPresence(state, event.payload);
    case "person:updated":
      return applyPerson(state, event.payload);
    case "person:left":
      return forgetPerson(state, event.payload);
    case "channel:created":
      return receiveChannel(state, event.payload.channel);
    case "channel:updated":
      return receiveChannel(state, event.payload.channel, event.payload.unread);
    case "read:updated":
      return replaceChannel(state, event.payload.channelId, (channel) =>
        markRead(channel, event.payload.seq),
      );
    case "thread:seen":
      return replaceChannel(state, event.payload.channelId, (channel) =>
        markSeen(channel, event.payload.threadId, event.payload.seq),
      );
    case "visit:updated":
      return { ...state, endsAt: event.payload.endsAt };
    case "guest-request:updated":
      return { ...state, isAskedForGuests: true };
    case "guest:ending":
      return { ...state, ending: event.payload.guests };
    case "workspace:updated":
      return { ...state, directs: event.payload.guestDirect };
  }
}

/** Moves the read position forward. It never moves back here. */
export function markRead(state: ChannelState, seq: number): ChannelState {
  if (seq <= state.channel.lastReadSeq) return state;
  return { ...state, channel: { ...state.channel, lastReadSeq: seq } };
}

function applyCreated(state: RealtimeState, payload: AppliedPayload<"message:created">) {
  const { message } = payload;
  const quiet = stopTyping(state, message.channelId, message.author.id);
  return applyUpdated(quiet, payload);
}

function applyUpdated(state: RealtimeState, payload: AppliedPayload<"message:updated">) {
  const { message, mentions, followers = [] } = payload;
  const applied = applyMessage(state, payload);
  if (!mentions) return applied;
  const meId = state.me.id;
  // A mention in a thread that the user follows counts as an unseen reply, not as a mention.
  const threadId = followers.includes(meId) ? message.parentId : null;
  const called = concerns(meId, message, threadId ? [] : mentions);
  return replaceChannel(applied, message.channelId, (channel) =>
    noteCall(channel, message, { called, threadId }),
  );
}

function applyMessage(state: RealtimeState, { message }: ServerPayload<"message:deleted">) {
  return replaceChannel(state, message.channelId, (channel) =>
    noteRev(mergeMessage(channel, message), message.rev),
  );
}

function applyReactions(state: RealtimeState, payload: ServerPayload<"reaction:updated">) {
  const { channelId, messageId, rev, reactions } = payload;
  return replaceChannel(state, channelId, (channel) =>
    noteRev(mergeReactions(channel, messageId, { rev, reactions }), rev),
  );
}

function applyTyping(
  state: RealtimeState,
  { channelId, user, typing }: ServerPayload<"typing:updated">,
  at: number,
): RealtimeState {
  const quiet = stopTyping(state, channelId, user.id);
  if (!typing || user.id === state.me.id || !state.channels[channelId]) return quiet;
  const typists = [...(quiet.typing[channelId] ?? []), { ...user, at }];
  return { ...quiet, typing: { ...quiet.typing, [channelId]: typists } };
}

function stopTyping(state: RealtimeState, channelId: string, userId: string): RealtimeState {
  const typists = state.typing[channelId];
  if (!typists?.some((typist) => typist.id === userId)) return state;
  const left = typists.filter((typist) => typist.id !== userId);
  return { ...state, typing: { ...state.typing, [channelId]: left } };
}

function applyPresence(
  state: RealtimeState,
  { userId, status }: ServerPayload<"presence:updated">,
): RealtimeState {
  if (state.presence[userId] === status) return state;
  return { ...state, presence: { ...state.presence, [userId]: status } };
}

/** Fields that the event does not have keep their known values. */
function applyPerson(
  state: RealtimeState,
  { person }: ServerPayload<"person:updated">,
): RealtimeState {
  const known = state.people[person.id] ?? { sponsor: null, online: false, alike: null };
  const people = { ...state.people, [person.id]: { ...known, ...person } };
  if (state.people[person.id]?.name === person.name) return { ...state, people };
  return { ...state, people, channels: renameIn(state.channels, person) };
}

/** Gives somebody their new name beside what they wrote, and in the direct conversations that have the names of people. */
function renameIn(
  channels: RealtimeState["channels"],
  { id, name }: Pick<Person, "id" | "name">,
): RealtimeState["channels"] {
  const isFormer = (one: { id: string; name: string }) => one.id === id && one.name !== name;
  const renamed = Object.entries(channels).map(([channelId, one]) => {
    const { channel, messages } = one;
    const isIn = channel.people.some(isFormer);
    if (!isIn && !messages.some(({ author }) => isFormer(author))) return [channelId, one];
    const people = channel.people.map((other) => (isFormer(other) ? { ...other, name } : other));
    const after = messages.map((message) =>
      isFormer(message.author) ? { ...message, author: { ...message.author, name } } : message,
    );
    return [channelId, { ...one, channel: { ...channel, people }, messages: after }];
  });
  return Object.fromEntries(renamed);
}

function forgetPerson(
  state: RealtimeState,
  { userId }: ServerPayload<"person:left">,
): RealtimeState {
  const { [userId]: gone, ...people } = state.people;
  return gone ? { ...state, people } : state;
}
