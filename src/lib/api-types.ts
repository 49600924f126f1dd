/** The JSON shapes of the public interface, shared by server, pages and browser. Times are ISO 8601 UTC. */

export type ErrorCode =
  | "VALIDATION"
  | "UNAUTHENTICATED"
  | "FORBIDDEN"
  | "ORIGIN_NOT_ALLOWED"
  | "GUEST_LOCKED"
  | "GUEST_EXPIRED"
  | "NOT_FOUND"
  | "CONFLICT"
  | "INVITE_GONE"
  | "TOO_LARGE"
  | "RATE_LIMITED"
  | "UNAVAILABLE"
  | "INTERNAL";

export interface Issue {
  path: string;
  message: string;
}

export interface ErrorBody {
  error: string;
  code: ErrorCode;
  issues?: Issue[];
  /** With the guest codes: why access ended, in the admin's words. */
  reason?: string;
}

export type MemberRole = "owner" | "admin" | "member";
export type GuestStatus = "active" | "locked" | "expired";

export interface Workspace {
  id: string;
  slug: string;
  name: string;
}

export interface WorkspaceEntry extends Workspace {
  as: MemberRole | "guest";
  guest?: { id: string; status: GuestStatus; expiresAt: string | null };
}

export interface Channel {
  id: string;
  name: string;
  topic: string;
  visibility: "public" | "private";
  lastSeq: number;
  lastRev: number;
  lastReadSeq: number;
  joined: boolean;
  /** How many guests, active or not, are admitted to the channel. */
  guestCount: number;
  createdAt: string;
  archivedAt: string | null;
}

/** A channel as told to many at once: what differs from person to person may be missing. */
export type ChannelChange = Omit<Channel, "lastReadSeq" | "joined"> &
  Partial<Pick<Channel, "lastReadSeq" | "joined">>;

export interface Reaction {
  emoji: string;
  userIds: string[];
}

export interface Message {
  id: string;
  channelId: string;
  seq: number;
  rev: number;
  author: { id: string; name: string; guest: boolean };
  body: string;
  parentId: string | null;
  createdAt: string;
  editedAt: string | null;
  deletedAt: string | null;
  reactions: Reaction[];
  clientId: string;
}

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
  createdAt: string;
}

export interface Receipt {
  /** Sockets found and closed over all nodes. */
  connections: number;
  nodes: { expected: number; confirmed: number };
  confirmed: boolean;
  elapsedMs: number;
  at: string;
}

export interface GuestInvite {
  id: string;
  email: string | null;
  channelIds: string[];
  expiresAt: string | null;
  accessHours: number | null;
  maxUses: number;
  uses: number;
  invitedBy: { id: string; name: string };
  createdAt: string;
  /** When the link itself stops working. */
  linkExpiresAt: string;
}

/** Answered once, on creation: only then is the token known. */
export interface CreatedInvite {
  id: string;
  token: string;
  url: string;
}

/** What the landing page of an invitation may tell a stranger who holds the link. */
export interface InvitePreview {
  kind: "guest" | "member";
  workspace: { name: string; slug: string };
  invitedBy: { name: string };
  channels: string[];
  email: string | null;
  accessUntil: string | null;
  accessHours: number | null;
}

export interface Person {
  id: string;
  name: string;
  as: MemberRole | "guest";
  /** For guests: who admitted them. */
  sponsor: string | null;
  online: boolean;
}

export interface AuditEvent {
  id: string;
  at: string;
  actor: { id: string; name: string } | null;
  action: string;
  target: { type: string; id: string; name: string };
  data: Record<string, unknown> & { receipt?: Receipt; reason?: string | null };
}

/** A member as admins see them. */
export interface Member {
  id: string;
  userId: string;
  name: string;
  email: string;
  role: MemberRole;
  createdAt: string;
}
