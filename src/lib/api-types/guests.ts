import type { GuestInvite } from "./invites";

export type GuestStatus = "active" | "locked" | "expired";

export interface Guest {
  id: string;
  userId: string;
  name: string;
  email: string;
  status: GuestStatus;
  channelIds: string[];
  expiresAt: string | null;
  lockedAt: string | null;
  lockReason: string | null;
  invitedBy: { id: string; name: string };
  /** Live connections over all nodes that answered. */
  connections: number;
  /** Devices (sessions) those connections belong to. */
  devices: number;
  lastSeenAt: string | null;
  /** Null for a guest who has never been cut off. */
  lastCut: LastCut | null;
  createdAt: string;
}

/** The latest end of a guest's access that is on record: a lock, or the end of their time. */
export interface LastCut {
  at: string;
  /** As the guest was told. */
  reason: string | null;
  /** Null until the result of the cut is on record. */
  receipt: Receipt | null;
}

export interface Receipt {
  /** Sockets found and closed over all nodes; null if the nodes could not be asked. */
  connections: number | null;
  nodes: { expected: number; confirmed: number };
  confirmed: boolean;
  elapsedMs: number;
  at: string;
  /** Open invitations that were withdrawn with it, because they could have let the person back. */
  invites: number;
}

export interface GuestList {
  guests: Guest[];
  /** The invitations that still work. */
  invites: GuestInvite[];
}

/** All that somebody whose access has ended may still know, with the names of that time. */
export interface EndedAccess {
  workspace: { name: string; slug: string };
  code: "GUEST_LOCKED" | "GUEST_EXPIRED";
  /** In the admin's words. */
  reason: string;
  at: string;
  /** The role of the person who ended it, or `time`. */
  byRole: string;
  /** Whom to ask: the name of the person who invited them; empty if it is no longer known. */
  contact: string;
}
