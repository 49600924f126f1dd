import type { GuestHistory } from "./guests";

export interface GuestInvite {
  id: string;
  role: "guest";
  email: string | null;
  /** It was sent to its address by mail, and its link was shown to nobody. */
  sent: boolean;
  channelIds: string[];
  /** What it gives of each of `channelIds`. */
  channels: { id: string; history: GuestHistory; expiresAt: string | null }[];
  /** Only people with an address of one of these may use it. Null: any address that the workspace allows. */
  domains: string[] | null;
  /** The member who answers for the guests who come by it. */
  sponsor: { id: string; name: string };
  expiresAt: string | null;
  accessHours: number | null;
  maxUses: number;
  uses: number;
  /** Who came in by it last. */
  lastUse: { name: string; at: string } | null;
  invitedBy: { id: string; name: string };
  createdAt: string;
  /** When the link itself stops working. */
  linkExpiresAt: string;
}

/** An invitation of a guest that no longer works, and what became of it. */
export interface EndedInvite {
  id: string;
  email: string | null;
  /** Used up, withdrawn by an admin or with somebody's access, or its time was over. */
  how: "used" | "withdrawn" | "over";
  endedAt: string;
  maxUses: number;
  /** Who came in by it, the latest first. */
  people: { name: string; at: string }[];
  invitedBy: { id: string; name: string };
  createdAt: string;
}

/** A link that makes one person a member or an admin. */
export interface MemberInvite {
  id: string;
  role: "member" | "admin";
  invitedBy: { id: string; name: string };
  createdAt: string;
  /** When the link stops working. */
  linkExpiresAt: string;
}

/** Returned once, on creation. Only then is the token known. If the link went by mail, it is not returned at all. */
export type CreatedInvite =
  | { id: string; token: string; url: string; linkExpiresAt: string; sent?: undefined }
  | { id: string; sent: true };

/**
 * An open invitation that could let somebody back, and why: they came by it, it is for their address, or they made it.
 */
export interface WayBack
  extends Pick<
    GuestInvite,
    "id" | "email" | "channelIds" | "maxUses" | "uses" | "invitedBy" | "createdAt" | "linkExpiresAt"
  > {
  role: "guest" | "member" | "admin";
  why: ("came" | "address" | "made")[];
}

/** What the page of an invitation shows to somebody who may come in by it. */
export interface InvitePreview {
  kind: "guest" | "member";
  workspace: { name: string; slug: string };
  invitedBy: { name: string };
  /** The member who answers for the guest. */
  host: { name: string };
  /**
   * The channels that the visitor would gain, with what they would read there, and until when or for how many hours
   * from the acceptance on, where that is before the end of their access.
   */
  channels: {
    name: string;
    history: GuestHistory;
    expiresAt: string | null;
    accessHours: number | null;
  }[];
  /** Only an address of one of these domains can be used. Null: any. */
  domains: string[] | null;
  /** The address that it is for, if we know that the visitor reads mail sent there. */
  email: string | null;
  accessUntil: string | null;
  accessHours: number | null;
  /** Until when it can be accepted, if nobody withdraws it. */
  worksUntil: string;
  /** Its link was shown to the person who made it, so nobody knows who has it. */
  shared: boolean;
  /** It is for one address only. */
  addressed: boolean;
  /** The visitor is a guest of the workspace already, and gains channels. */
  widens: boolean;
}

/** What the page of an invitation shows to the visitor. */
export type InviteView =
  | { state: "open"; invite: InvitePreview }
  | { state: "inside"; workspace: { name: string; slug: string } }
  | { state: "another-domain"; domains: string[] }
  | {
      state: "gone";
      /** Its places are used up, its time is over, or it does not say. */
      why: "used" | "over" | "unsaid";
      /** The name of the person to ask for a new one; null if it does not say. */
      ask: string | null;
    }
  | { state: "ended-access" | "another-address" };
