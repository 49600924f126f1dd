import type { Channel, Person } from "@/lib/api-types";
import { nameChannel, otherPeople, waits } from "@/ui/sidebar/conversations";
import type { RealtimeState } from "@/ui/realtime/store/state";
import { firstOf } from "@/ui/first-of";
import { createMatcher, wordsOf } from "./match-words";

export interface PageLink {
  path: string;
  name: string;
}

/** Something that the switcher can open. */
export type Destination =
  | { kind: "channel"; key: string; name: string; channel: Channel }
  | { kind: "person"; key: string; name: string; person: Person }
  | { kind: "page"; key: string; name: string; path: string };

const MAX_SHOWN = 40;
const MAX_SHOWN_AT_FIRST = 12;

/**
 * The destinations that fit the query, the best ones first. Without a query: those with news, then those visited last.
 * A person with whom the user has a conversation is found as that conversation.
 */
export function findDestinations(
  state: RealtimeState,
  { query, recent, openId, pages }: Search,
): Destination[] {
  const all = listDestinations(state, pages);
  const typed = query.trim() !== "";
  const match = createMatcher(query);
  const ranked = all
    .filter((one) => typed || (one.kind === "channel" && isFamiliar(one.channel, openId)))
    .flatMap((one) => {
      const fit = typed ? match(wordsOf(subjectOf(one), one.name)) : 0;
      return fit === null ? [] : { one, fit: fit + weigh(one, recent, openId) };
    });
  const best = firstOf(
    typed ? putGroupsBelow(ranked, state.me.id) : ranked,
    typed ? MAX_SHOWN : MAX_SHOWN_AT_FIRST,
    (a, b) => b.fit - a.fit || a.one.name.localeCompare(b.one.name),
  );
  return best.map(({ one }) => one);
}

/** What stays the same object from one key to the next. */
function subjectOf(one: Destination): object {
  if (one.kind === "channel") return one.channel;
  return one.kind === "person" ? one.person : one;
}

interface Ranked {
  one: Destination;
  fit: number;
}

/** Puts groups below those of their people who were found too: who types a name means the person. */
function putGroupsBelow(ranked: Ranked[], meId: string): Ranked[] {
  const alone = new Map<string, number>();
  for (const { one, fit } of ranked) {
    const [id, ...others] = listPeople(one, meId);
    if (id !== undefined && others.length === 0 && fit > SET_BACK) alone.set(id, fit);
  }
  return ranked.map((entry) => {
    const people = listPeople(entry.one, meId);
    if (people.length < 2) return entry;
    const lowest = Math.min(...people.map((id) => alone.get(id) ?? Number.POSITIVE_INFINITY));
    return entry.fit < lowest ? entry : { ...entry, fit: lowest - 0.01 };
  });
}

/** The ids of the other people whom one would write to there. */
function listPeople(one: Destination, meId: string): string[] {
  if (one.kind === "person") return [one.person.id];
  if (one.kind === "page" || one.channel.kind !== "direct") return [];
  return otherPeople(one.channel, meId).map((person) => person.id);
}

interface Search {
  query: string;
  /** Ids of channels, the latest first. */
  recent: string[];
  openId: string | null;
  pages: PageLink[];
}

function listDestinations(state: RealtimeState, pages: PageLink[]): Destination[] {
  const channels = Object.values(state.channels).map((one) => one.channel);
  const met = new Set(
    channels.flatMap((channel) => {
      const others = otherPeople(channel, state.me.id);
      return channel.kind === "direct" && others.length === 1 ? others.map((one) => one.id) : [];
    }),
  );
  const people = Object.values(state.people).filter(
    (person) => state.directs && person.id !== state.me.id && !met.has(person.id),
  );
  return [
    ...channels.map((channel) => ({
      kind: "channel" as const,
      key: channel.id,
      name: nameFully(channel, state.me.id),
      channel,
    })),
    ...people.map((person) => ({
      kind: "person" as const,
      key: person.id,
      name: person.name,
      person,
    })),
    ...pages.map((page) => ({ kind: "page" as const, key: page.path, ...page })),
  ];
}

/** The full names of everybody in a group, so that it is also found by family names. */
function nameFully(channel: Channel, meId: string): string {
  const others = otherPeople(channel, meId);
  if (channel.kind === "channel" || others.length < 2) return nameChannel(channel, meId);
  return others.map((person) => person.name).join(", ");
}

function isFamiliar(channel: Channel, openId: string | null): boolean {
  return channel.joined && !channel.archivedAt && channel.id !== openId && hasWords(channel);
}

function hasWords(channel: Channel): boolean {
  return channel.kind === "channel" || channel.lastSeq > 0;
}

/** Whoever weighs less is archived or open. */
const SET_BACK = -10;

/** Unread ones come first, then recent ones, then the rest. Archived channels and the open one come last. */
function weigh(one: Destination, recent: string[], openId: string | null): number {
  if (one.kind === "page") return -1;
  if (one.kind === "person") return one.person.as === "guest" ? -0.5 : 0;
  const { channel } = one;
  if (channel.archivedAt || channel.id === openId) return -20;
  const at = recent.indexOf(channel.id);
  const lately = at < 0 ? 0 : 3 - at / 10;
  const fresh = waits(channel) ? (channel.mentionCount > 0 ? 8 : 4) : 0;
  return lately + fresh + (channel.joined ? 1 : 0) + (channel.unreadCount > 0 ? 0.5 : 0);
}
