import type { ServerEvent, ServerPayload } from "@/lib/socket-events";

/**
 * Who in a page hears which event of the server. `connection` opens and closes with it, `store` applies it to the
 * state, `lists` are those of people, guests and invitations, `maker` tells whoever made an invitation, `page` is
 * `receive-events.ts`. It does not compile while an event is missing here, while the store has no case for one of its own,
 * or the page no handler.
 */
const HEARD_BY = {
  ready: ["connection"],
  "message:created": ["store"],
  "message:updated": ["store"],
  "message:deleted": ["store"],
  "reaction:updated": ["store"],
  "typing:updated": ["store"],
  "presence:updated": ["store"],
  "channel:created": ["store"],
  "channel:updated": ["store"],
  "read:updated": ["store"],
  "thread:seen": ["store"],
  "person:updated": ["store", "lists"],
  "person:left": ["store", "lists"],
  "visit:updated": ["store"],
  "workspace:updated": ["store"],
  "guest:ending": ["store"],
  "guest:updated": ["lists"],
  "guest-request:updated": ["store", "lists"],
  "invite:updated": ["lists"],
  "invite:ended": ["lists"],
  "invite:accepted": ["maker"],
  "invite:ending": ["maker"],
  "news:missed": ["page"],
  // Nobody listens to it: the connection is cut right after, and the next one is told what may be seen.
  "access:changed": [],
  "guest:locked": ["page"],
} as const satisfies Record<ServerEvent, readonly Hearer[]>;

type Hearer = "connection" | "store" | "lists" | "maker" | "page";

/** The events that one of these hears. */
export type HeardBy<H extends Hearer> = {
  [E in ServerEvent]: H extends (typeof HEARD_BY)[E][number] ? E : never;
}[ServerEvent];

/** An event as it came in, one of those that somebody hears. */
export type Heard<H extends Hearer> = {
  [E in HeardBy<H>]: { type: E; payload: ServerPayload<E> };
}[HeardBy<H>];

export function eventsFor<H extends Hearer>(hearer: H): HeardBy<H>[] {
  const all = Object.entries(HEARD_BY) as [ServerEvent, readonly Hearer[]][];
  return all.filter(([, hearers]) => hearers.includes(hearer)).map(([name]) => name as HeardBy<H>);
}
