import type { AuditAction } from "./audit-kinds";

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
  /** What to do about it, where `error` is a fixed sentence. */
  hint?: string;
}

export type MemberRole = "owner" | "admin" | "member";
export type GuestStatus = "active" | "locked" | "expired";

export interface Workspace {
  id: string;
  slug: string;
  name: string;
}

export interface WorkspaceEntry extends Workspace {
  /** The id of its icon; null for a guest who may not enter. */
  icon: string | null;
  as: MemberRole | "guest";
  guest?: { id: string; status: GuestStatus; expiresAt: string | null };
}

/** What a channel is for everybody who sees it, and all that is told of it to many at once. */
export interface SharedChannel {
  id: string;
  name: string;
  topic: string;
  visibility: "public" | "private";
  lastSeq: number;
  lastRev: number;
  /** A direct conversation has no name of its own, and `people`: also those who are in it no more. */
  kind: "channel" | "direct";
  /** Of a direct conversation: everyone in it. */
  people: { id: string; name: string; guest: boolean; here: boolean }[];
  /** How many people are in it. */
  memberCount: number;
  /** How many guests who have access at this moment are admitted to the channel. */
  guestCount: number;
  createdAt: string;
  archivedAt: string | null;
}

/** A channel as one person has it. */
export interface Channel extends SharedChannel {
  lastReadSeq: number;
  joined: boolean;
  muted: boolean;
  /** Mentions of me that I have not read, those in threads I follow left out. */
  mentionCount: number;
  /** Where they are: the latest hundred. */
  mentionSeqs: number[];
  /** What others wrote in the channel's list, answers in threads left out, that I have not read; at most 100. */
  unreadCount: number;
  /** Answers of others in threads I follow that I have not seen there: the latest hundred. */
  unseenReplies: UnseenReply[];
}

export interface UnseenReply {
  /** The message that the thread began with. */
  threadId: string;
  seq: number;
}

/** A channel as an event tells it: to one's own devices with what is one's own, to others without. */
export type ChannelChange = SharedChannel & Partial<OwnOfChannel>;
export type OwnOfChannel = Omit<Channel, keyof SharedChannel>;

export interface Reaction {
  emoji: string;
  userIds: string[];
}

/** A file as its message shows it. */
export interface MessageFile {
  id: string;
  name: string;
  /** By content, whatever the name says. */
  type: string;
  size: number;
  /** In pixels, of images that are shown; null for everything that is offered for download. */
  width: number | null;
  height: number | null;
}

export interface MessageAuthor {
  id: string;
  name: string;
  /** Whether they were one when they wrote it. */
  guest: boolean;
  /** The id of the picture they had when their access ended. */
  image?: string;
}

export interface Message {
  id: string;
  channelId: string;
  seq: number;
  rev: number;
  author: MessageAuthor;
  body: string;
  parentId: string | null;
  createdAt: string;
  editedAt: string | null;
  deletedAt: string | null;
  reactions: Reaction[];
  files: MessageFile[];
  pinnedAt: string | null;
  clientId: string;
}

/** What stands under the first message of a thread. */
export interface ThreadSummary {
  count: number;
  /** When the latest answer was written, whether or not it was deleted since. */
  lastAt: string;
}

/** A page of a channel. `asOf` is where the channel stood when the threads were counted. */
export interface MessagePage {
  messages: Message[];
  hasMore: boolean;
  threads: Record<string, ThreadSummary>;
  asOf: { seq: number; rev: number };
}

export interface Thread {
  parent: Message;
  replies: Message[];
  hasMore: boolean;
  following: boolean;
}

/** A thread that one follows. */
export interface FollowedThread {
  /** What it began with. */
  message: Message;
  channel: { id: string; name: string; kind: Channel["kind"] };
  /** Its answers. */
  count: number;
  lastAt: string;
  /** Where the answers are that one has not seen. */
  unseenSeqs: number[];
}

export interface SearchHit {
  message: Message;
  channel: { id: string; name: string; kind: Channel["kind"] };
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
  /** Null for a guest who has never been cut off. */
  lastCut: LastCut | null;
  createdAt: string;
}

/** The latest end of a guest's access that is on record: a lock, or the end of their time. */
export interface LastCut {
  at: string;
  /** As the guest was told. */
  reason: string | null;
  /** Null until it is on record what the cut came to. */
  receipt: Receipt | null;
}

export interface Receipt {
  /** Sockets found and closed over all nodes; null where nobody could be asked how many. */
  connections: number | null;
  nodes: { expected: number; confirmed: number };
  confirmed: boolean;
  elapsedMs: number;
  at: string;
  /** Open invitations that were withdrawn with it, because they could have let the person back. */
  invites: number;
}

export interface GuestInvite {
  id: string;
  role: "guest";
  email: string | null;
  /** It went to its address by mail, and its link was shown to nobody. */
  sent: boolean;
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

/** A link that makes one person a member or an admin. */
export interface MemberInvite {
  id: string;
  role: "member" | "admin";
  invitedBy: { id: string; name: string };
  createdAt: string;
  /** When the link stops working. */
  linkExpiresAt: string;
}

/** Answered once, on creation: only then is the token known, and not at all where it went by mail. */
export type CreatedInvite =
  | { id: string; token: string; url: string; sent?: undefined }
  | { id: string; sent: true };

/** An open invitation that could let somebody back, and why: they came by it, it is for their address, they made it. */
export interface WayBack extends Omit<GuestInvite, "role" | "sent" | "expiresAt" | "accessHours"> {
  role: "guest" | "member" | "admin";
  why: ("came" | "address" | "made")[];
}

/** What the page of an invitation may tell whoever may come in by it. */
export interface InvitePreview {
  kind: "guest" | "member";
  workspace: { name: string; slug: string };
  invitedBy: { name: string };
  /** Those that the visitor would gain. */
  channels: string[];
  /** The address that it is for, where the visitor is known to read what is sent there. */
  email: string | null;
  accessUntil: string | null;
  accessHours: number | null;
  /** Until when it can be accepted, if nobody withdraws it. */
  worksUntil: string;
  /** Its link was shown to whoever made it: it is not known who has it. */
  shared: boolean;
  /** It is for one address only. */
  addressed: boolean;
  /** The visitor is a guest of the workspace already, and gains channels. */
  widens: boolean;
}

/** What the page of an invitation shows: what is so for whoever opens it. */
export type InviteView =
  | { state: "open"; invite: InvitePreview }
  | { state: "inside"; workspace: { name: string; slug: string } }
  | { state: "ended-access" | "another-address" | "gone" };

export interface Person {
  id: string;
  name: string;
  as: MemberRole | "guest";
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

/** How somebody stands, as told to many at once: what the hearer may not know is missing. */
export type PersonChange = Omit<Person, "online" | "sponsor" | "alike"> &
  Partial<Pick<Person, "sponsor">>;

/** Somebody whom the caller may not begin a direct conversation with. */
export interface ClosedDirect {
  userId: string;
  /**
   * The workspace keeps guests in channels, their access has ended, or no channel is shared; "closed" where a guest
   * asks, who is not to know of another one's access.
   */
  why: "workspace" | "ended" | "closed" | "channel";
}

/** Somebody who sits in a channel. */
export type ChannelPerson = Omit<Person, "alike">;

/** A link for somebody's new password: shown this once, or sent to their address and shown to nobody. */
export type GivenPasswordLink =
  | { url: string; expiresAt: string; sent?: undefined }
  | { sent: true };

/** What some may do in a workspace and others not; a refusal on record names it as `data.attempted`. */
export type Action =
  | "workspace.create"
  | "workspace.change"
  | "channel.create"
  | "channel.join"
  | "channel.change"
  | "channel.archive"
  | "channel.addPerson"
  | "channel.removePerson"
  | "message.send"
  | "message.mentionAll"
  | "message.pin"
  | "message.moderate"
  | "people.all"
  | "guest.manage"
  | "member.invite"
  | "member.manage"
  | "workspace.export"
  | "workspace.signOut"
  | "workspace.import"
  | "audit.read";

export interface AuditEvent {
  id: string;
  at: string;
  actor: { id: string; name: string } | null;
  action: AuditAction;
  target: { type: string; id: string; name: string };
  data: Record<string, unknown> & { receipt?: Receipt; reason?: string | null };
}

/** What a person wants to be notified of. */
export type NotifyFor = "all" | "mentions" | "nothing";

export interface NotificationSettings {
  notifyFor: NotifyFor;
  /** The key with which a browser subscribes; null where the server sends no push. */
  push: { publicKey: string | null };
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

/** What an import brought in that was not there before. */
export interface ImportCounts {
  channels: number;
  /** Names without an account, made for those who are not members. */
  people: number;
  messages: number;
  /** Lines without anything to show, as "has joined the channel". */
  skipped: number;
}

export interface WorkspaceSettings {
  name: string;
  /** The id of its icon. */
  icon: string | null;
  /** Whether guests may have direct conversations with people they share a channel with. */
  guestDirect: boolean;
}
