import type { Role } from "./workspaces";

export interface Person {
  id: string;
  name: string;
  as: Role;
  /** For guests: the member who answers for them, if the caller may know that person. Guests know their own. */
  sponsor: string | null;
  /** The id of their picture. */
  image: string | null;
  online: boolean;
  /** For a guest whose name looks like that of somebody else whom the caller may know, and a member like another. */
  alike: Alike | null;
  /** Whether the access of a guest has ended. Only members see this. */
  ended?: boolean;
}

export interface Alike {
  /** The other person's name. */
  name: string;
  /** Their address, for members: of a member, and of a guest if the sponsor does not tell the two apart. */
  email: string | null;
}

/** Somebody as broadcast to many: it lacks what some recipients may not know. */
export type PersonChange = Omit<Person, "online" | "sponsor" | "alike"> &
  Partial<Pick<Person, "sponsor">>;

/** Somebody who is in a channel. */
export interface ChannelPerson extends Omit<Person, "alike"> {
  /** For a guest who does not read the whole channel: since when they do. Only members see this. */
  historyFrom?: string;
}

/** Somebody with whom the caller may not open a direct conversation. */
export interface ClosedDirect {
  userId: string;
  /**
   * The workspace does not let guests have direct conversations, their access has ended, or no channel is shared. A
   * guest who asks gets "closed" instead of "ended": they must not learn of another guest's access.
   */
  why: "workspace" | "ended" | "closed" | "channel";
}

/** The people whom somebody may know, for a page that may know them already. */
export interface KnownPeople {
  /** Everybody; empty if the page already knows all of them unchanged. */
  people: Person[];
  /** In that case, who of them is online: see `writePresence` in `lib/marks`. */
  here?: string;
}
