import type { Channel } from "./channels";
import type { GuestInvite, WayBack } from "./invites";
import type { Person } from "./people";
import type { AuditEvent } from "./record";

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
  /** The member who answers for the guest. Null: an admin has to name one. */
  sponsor: { id: string; name: string } | null;
  /** What the guest has of each of `channelIds`. */
  channels: GuestChannel[];
  /** Live connections over all nodes that answered. */
  connections: number;
  /** Devices (sessions) those connections belong to. */
  devices: number;
  lastSeenAt: string | null;
  /** Null for a guest who has never been cut off. */
  lastCut: LastCut | null;
  createdAt: string;
}

/** How much of a channel's history a guest reads: everything, or only what is written after they joined. */
export type GuestHistory = "all" | "joining";

/** What a guest has of one channel. */
export interface GuestChannel {
  id: string;
  /** They read only what was written from this time on. Null: everything. */
  historyFrom: string | null;
  /** When their access to this channel ends. Null: it has no end of its own. */
  expiresAt: string | null;
}

/** A guest whose access ends soon, as their sponsor is told. */
export interface EndingGuest {
  id: string;
  name: string;
  letInAt: string;
  expiresAt: string;
  /** The channel that ends for them before the others. Null: their whole access. Unnamed if the sponsor cannot see it. */
  channel: { id: string; name: string | null } | null;
}

/** A member's request for a guest. */
export interface GuestRequest {
  id: string;
  email: string;
  name: string | null;
  /** The channels asked for; after an approval, those that were given. */
  channelIds: string[];
  reason: string | null;
  /** For how long, from the acceptance on. Null: no end. */
  accessHours: number | null;
  status: "open" | "approved" | "declined";
  askedBy: { id: string; name: string };
  decidedBy: { id: string; name: string } | null;
  /** The admin's word to the person who asked, where the request was declined. */
  declineReason: string | null;
  createdAt: string;
  decidedAt: string | null;
}

/** A member's own requests for guests, newest first. */
export interface OwnGuestRequests {
  /** Whether the workspace lets members ask. */
  allowed: boolean;
  /** For how many days it allows a guest access at most. Null: any time. */
  maxDays: number | null;
  requests: GuestRequest[];
}

/** The latest end of a guest's access that is on record: a lock, or the end of their time. */
export interface LastCut {
  at: string;
  /** As the guest was told. */
  reason: string | null;
  /** Null until the result of the cut is on record. */
  receipt: Receipt | null;
  /** How many guests the receipt is about, where several were cut off at once. */
  together?: number;
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

/** Who would be concerned by a change of many guests at once. */
export interface GuestPreview {
  guests: Pick<Guest, "id" | "name" | "email" | "status" | "connections">[];
  /** The open invitations that would be withdrawn. */
  invites: WayBack[];
}

export interface GuestList {
  guests: Guest[];
  /** The invitations that still work. */
  invites: GuestInvite[];
}

/** How many messages stand in some channels. */
export interface EarlierMessages {
  count: number;
  /** There are more than `count`, which is as far as was counted. */
  isMore: boolean;
}

/** Everything that is known of a guest's access. */
export interface GuestReport {
  guest: Guest;
  /** Each change of their access, the oldest first. */
  access: AuditEvent[];
  /** The names of the channels that `access` is about, of those that the admin sees. */
  channelNames: { id: string; name: string }[];
  /** The channels that they are in, and former ones in which they wrote. */
  channels: {
    id: string;
    name: string;
    historyFrom: string | null;
    expiresAt: string | null;
    /** How many messages and files of theirs are there now. */
    messagesWritten: number;
    filesShared: number;
  }[];
  /** The files that they opened, the latest first; each once an hour. */
  downloads: { file: { id: string; name: string }; at: string }[];
  /** The browsers and addresses by which they were here, the latest first. */
  devices: { firstAt: string; lastAt: string; address: string; userAgent: string }[];
}

/** What a guest would be answered, were they let in now. */
export interface GuestView {
  channels: Channel[];
  people: Person[];
}

/** What a guest may know of their own access. */
export interface OwnAccess {
  /** The name of the member who answers for them. Null: nobody does at the moment. */
  sponsor: string | null;
  /** Since when they are a guest here. */
  since: string;
  /** When their access ends. Null: it has no end. */
  endsAt: string | null;
  channels: OwnChannel[];
  /** Whether they may take along what they wrote and shared. */
  takeout: boolean;
}

export interface OwnChannel extends GuestChannel {
  name: string;
  visibility: "public" | "private";
}

/** `ending`: those whose access ends within a week. */
export type GuestStatusFilter = GuestStatus | "ending";

/** How many guests each filter by status would show, with the other filters as they are. */
export type GuestCounts = Record<GuestStatusFilter | "all", number>;

/** What the guests of a workspace have in common, with how many they are. */
export interface GuestGroups {
  sponsors: { id: string; name: string; guests: number }[];
  domains: { domain: string; guests: number }[];
}

export interface GuestPage extends GuestList {
  /** The cursor of the next page; null on the last one. */
  next: string | null;
  counts: GuestCounts;
  /** By what else the list can be filtered; null on later pages than the first. */
  groups: GuestGroups | null;
}

/** All that somebody whose access has ended may still know, with the names of that time. */
export interface EndedAccess {
  workspace: { name: string; slug: string };
  /** Locked by somebody, past its end, removed by somebody, or given up by the guest. */
  how: "locked" | "expired" | "removed" | "left";
  /** In the admin's words; null if none were given. */
  reason: string | null;
  at: string;
  /** The role of the person who ended it; null if nobody did. */
  byRole: "owner" | "admin" | "member" | null;
  /** Who answers for them, or where nobody does who invited them; null if that person is not a member any more. */
  contact: { name: string; email: string | null; as: "sponsor" | "inviter" } | null;
}

/** A workspace in which somebody has no place any more. */
export interface FormerWorkspace {
  name: string;
  slug: string;
  as: "guest" | "member";
  how: "removed" | "left";
  at: string;
}
