import type { Guest } from "@/lib/api-types";
import type { ServerEvent, ServerPayload } from "@/lib/socket-events";
import { processWide } from "@/lib/process-wide";
import { unavailable } from "./errors";

/** The event that a connection gets before it is cut. */
export type CutNotice =
  | { event: "guest:locked"; reason: string }
  | { event: "access:changed"; code: ServerPayload<"access:changed">["code"] };

/** Everything behind these gate rooms is cut, with this notice. */
export interface GatesCut {
  /** Empty when a change took nothing away. */
  rooms: string[];
  notice: CutNotice;
}

/** A guest lost everything, for the reason that they are told. */
export interface GuestCut {
  guestId: string;
  reason: string;
}

/** Who is cut by a change of access, and what they are told. */
export type Cut = GatesCut | GuestCut;

export interface CutReport {
  /** Null where the connections could not be counted. */
  connections: number | null;
  nodes: { expected: number; confirmed: number };
  confirmed: boolean;
}

export interface LiveCount {
  connections: number;
  devices: number;
}

/** Somebody in a workspace, on all their devices. */
export interface PersonIn {
  workspaceId: string;
  userId: string;
}

/**
 * What others are told after somebody's access has changed. It names what has changed and not how it is now: that is
 * read when it is told.
 */
export interface AccessNews {
  workspaceId: string;
  /** Channels and conversations that somebody came into or left: who writes there sees who reads. */
  channelIds?: string[];
  /** Invitations that were used or withdrawn. */
  inviteIds?: string[];
  /** The invitation by which somebody came in, and what they are called. Whoever made it is told. */
  accepted?: { inviteId: string; name: string };
  /** User ids of those who answered for somebody until now: they are told anew which of their guests' access ends soon. */
  sponsorIds?: string[];
  /** Whose access has changed: one person, or many at once. */
  who?: ChangedPerson | ChangedPerson[];
}

/** Whose access has changed; `left` are the channels and conversations that they are in no longer. */
export type ChangedPerson =
  /**
   * A guest, whose access began, changed or ended. The admins and they themselves are told too. `reread` are the channels
   * of which they have more, or another end: their pages read these anew.
   */
  | { as: "guest"; guestId: string; left?: string[]; reread?: string[] }
  /** Somebody who became a member, has another role, or is in the workspace no longer. */
  | { as: "person"; userId: string; left?: string[]; isNew?: boolean }
  /** A member whose role is the same, and who is in more channels. */
  | { as: "joiner"; userId: string; joined: string[] }
  /** A member whose role is the same, and who is in fewer channels. */
  | { as: "leaver"; userId: string; left: string[] };

/**
 * A step of a drill on a node: it opens a connection to itself, waits until the first message is there, waits until the
 * connection is gone, and says what has come since.
 */
export type DrillStep = "open" | "written" | "closed" | "end";

/** The interface through which `core` reaches connected people. The server provides the implementation. */
export interface Realtime {
  /** Sends an event to everyone in these rooms, on every node. Call it after the commit, never inside a transaction. */
  publish<E extends ServerEvent>(
    rooms: string | string[],
    event: E,
    payload: ServerPayload<E>,
    options?: { except?: string | string[] },
  ): void;
  /**
   * Cuts every connection and request of those concerned, here first, then on every node, all at once. Each connection
   * gets its notice; those of a guest get the reason.
   */
  cut(cuts: Cut[]): Promise<CutReport>;
  /**
   * Makes the connections of these people read their access anew and join the rooms that they gained, on every node.
   */
  widen(people: PersonIn[]): Promise<void>;
  /**
   * Tells everybody whom a change of access concerns how things are now. Call it after the commit and the cut.
   * @returns the guests whose access it is, as they were told; without those who are none, or none any more
   */
  tell(news: AccessNews): Promise<Guest[]>;
  /**
   * Has each of these nodes take one step of a drill with its own connection of the made-up guest.
   * @returns the nodes that did it in time, each with how many messages of after the revocation it has got
   */
  rehearse(
    step: DrillStep,
    drillId: string,
    nodes: string[],
    limitMs: number,
  ): Promise<Map<string, number>>;
  /** Live connections of guests, by guest id, over all nodes that answer in time. */
  countConnections(guestIds: string[]): Promise<Map<string, LiveCount>>;
}

declare module "@/lib/process-wide" {
  interface ProcessWide {
    realtime?: Realtime;
  }
}

/** @throws AppError UNAVAILABLE when no realtime server runs in this process */
export function realtime(): Realtime {
  const port = processWide().realtime;
  if (!port) throw unavailable("The realtime server is not running. Try again in a moment.");
  return port;
}
