import type { Role } from "./workspaces";

export interface Person {
  id: string;
  name: string;
  as: Role;
  /** For guests: who admitted them, where the caller may know that person. */
  sponsor: string | null;
  /** The id of their picture. */
  image: string | null;
  online: boolean;
  /** Of a guest whose name looks like that of somebody else whom the caller may know. */
  alike: Alike | null;
  /** Whether the access of a guest has ended. Told to members alone. */
  ended?: boolean;
}

export interface Alike {
  /** The other one's name. */
  name: string;
  /** The guest's address, for members, where the sponsor does not tell them apart. */
  email: string | null;
}

/** Somebody as told to many at once: what the hearer may not know is missing. */
export type PersonChange = Omit<Person, "online" | "sponsor" | "alike"> &
  Partial<Pick<Person, "sponsor">>;

/** Somebody who is in a channel. */
export type ChannelPerson = Omit<Person, "alike">;

/** Somebody whom the caller may not begin a direct conversation with. */
export interface ClosedDirect {
  userId: string;
  /**
   * The workspace lets guests write in channels alone, their access has ended, or no channel is shared. A guest who
   * asks is told "closed" instead: they must not learn of another guest's access.
   */
  why: "workspace" | "ended" | "closed" | "channel";
}

/** The people whom somebody may know, for a page that may know them already. */
export interface KnownPeople {
  /** Everyone; empty if the page already knows them all as they are. */
  people: Person[];
  /** In that case, which of them are online: see `writePresence` in `lib/marks`. */
  here?: string;
}
