import type { GuestHistory, GuestStatus } from "./guests";

export interface Workspace {
  id: string;
  slug: string;
  name: string;
}

export interface WorkspaceEntry extends Workspace {
  /** The id of its icon; null for a guest who may not enter. */
  icon: string | null;
  as: Role;
  guest?: { id: string; status: GuestStatus; expiresAt: string | null };
}

export interface WorkspaceSettings {
  name: string;
  /** The id of its icon. */
  icon: string | null;
  /** Whether guests may have direct conversations with people they share a channel with. */
  guestDirect: boolean;
  /** What an invitation gives of a channel's history, where it says nothing else. */
  guestHistory: GuestHistory;
  /** No guest is given access for longer than this many days. Null: there is no limit. */
  guestMaxDays: number | null;
  /** Guests have an address of one of these domains. Empty: any address. */
  guestDomains: string[];
  /** Whether members may ask for a guest. */
  memberRequests: boolean;
  whenSponsorLeaves: WhenSponsorLeaves;
  /** Whether guests may take along what they wrote and shared themselves. */
  guestTakeout: boolean;
  /** Whether a guest whose access has ended is told the e-mail address of their sponsor. */
  showSponsorEmail: boolean;
}

/** What happens to the guests of a sponsor who leaves: admins decide, or the guests are locked. */
export type WhenSponsorLeaves = "ask" | "lock";

export type MemberRole = "owner" | "admin" | "member";

/** What somebody is in a workspace. */
export type Role = MemberRole | "guest";

/** A member as admins see them. */
export interface Member {
  id: string;
  userId: string;
  name: string;
  email: string;
  role: MemberRole;
  createdAt: string;
}

/** What some may do in a workspace and others not. A refusal on record names it as `data.attempted`. */
export type Action =
  | "workspace.create"
  | "origins.read"
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
  | "guest.ask"
  | "guest.manage"
  | "ownAccess.read"
  | "ownAccess.takeOut"
  | "member.invite"
  | "member.manage"
  | "workspace.export"
  | "workspace.signOut"
  | "workspace.import"
  | "audit.read";

/** What an import added. */
export interface ImportCounts {
  channels: number;
  /** People without an account, made for authors who are not members. */
  people: number;
  messages: number;
  /** Lines that have nothing to show, such as "has joined the channel", or that cannot be read. */
  skipped: number;
  /** What the export has and could not be brought in, by kind and place. */
  left: ImportLeft[];
}

export interface ImportLeft {
  /**
   * `direct`: direct conversations. `channel`: a channel whose folder another of the same name has. `folder`: days in a
   * folder that belongs to no channel. `day`: a day that is damaged; what can be read of it is here. `line`: lines that
   * cannot be read. `entry`: people or channels that cannot be read. `file`: a file that is not read. `attachment`: the
   * bytes of attached files. `reaction`: reactions without a character, or of people who are not in the export. `text`:
   * characters of messages that are too long.
   */
  what:
    | "direct"
    | "channel"
    | "folder"
    | "day"
    | "line"
    | "entry"
    | "file"
    | "attachment"
    | "reaction"
    | "text";
  /** A name in the export: of a file, a folder, a channel or an emoji. Empty for further places, which are too many. */
  where: string;
  count: number;
}
