import type { Channel, Message, Person } from "@/lib/api-types";
import { channelsIn } from "@/lib/channel-address";
import { MENTION } from "@/lib/markdown/mention-token";
import { byName } from "@/ui/realtime/store/state";
import { countForMe, listConversations } from "@/ui/sidebar/conversations";

/**
 * What a page begins with. It has all channels and people of a workspace where they are not many. Where they are, it has
 * what is seen first, and the browser asks for the others: the page of a workspace must not grow with it.
 */
export interface First<T> {
  first: T[];
  isAll: boolean;
}

/** Wherever it stands: a page may have a name more than it shows. */
const MENTIONS = new RegExp(MENTION, "g");

const MANY_CHANNELS = 200;
const MANY_PEOPLE = 300;
/** How many lines of each part of the sidebar there are then, from its top; more than fit on a screen. */
const TOP_LINES = 80;
/** How many channels below them that wait for the user. */
const MOST_WAITING = 40;

interface Seen {
  meId: string;
  slug: string;
  /** The channel that is open. */
  openId: string | null;
  /** Its messages. */
  messages: Message[];
}

export function pickChannels(all: Channel[], seen: Seen): First<Channel> {
  if (all.length <= MANY_CHANNELS) return { first: all, isAll: true };
  const { meId, slug, openId, messages } = seen;
  const { starred, channels, directs } = listConversations([...all].sort(byName), openId, meId);
  const named = new Set(messages.flatMap(({ body }) => channelsIn(body, slug)));
  // The logo says whether guests are in the workspace.
  const guests = all.filter(({ guestCount }) => guestCount > 0);
  const picked = new Set([
    ...all.filter(({ id }) => id === openId || named.has(id)),
    ...[starred, channels, directs].flatMap((part) => part.slice(0, TOP_LINES)),
    ...all.filter((one) => countForMe(one) > 0).slice(0, MOST_WAITING),
    ...guests.slice(0, 1),
  ]);
  return { first: [...picked], isAll: false };
}

/** @param channels those that the page begins with */
export function pickPeople(all: Person[], channels: Channel[], seen: Seen): First<Person> {
  if (all.length <= MANY_PEOPLE) return { first: all, isAll: true };
  const mentioned = seen.messages.flatMap(({ body }) => [...body.matchAll(MENTIONS)]);
  const ids = new Set([
    seen.meId,
    ...seen.messages.map(({ author }) => author.id),
    ...mentioned.map(([, id]) => id),
    ...channels.flatMap(({ people }) => people.map(({ id }) => id)),
  ]);
  return { first: all.filter(({ id }) => ids.has(id)), isAll: false };
}
