/** What a channel is for everybody who sees it. Broadcasts to many people contain only this. */
export interface SharedChannel {
  id: string;
  name: string;
  topic: string;
  visibility: "public" | "private";
  lastSeq: number;
  lastRev: number;
  /** A direct conversation has no name of its own. It has `people`, including those who are no longer in it. */
  kind: "channel" | "direct";
  /** Everybody in a direct conversation. */
  people: { id: string; name: string; guest: boolean; here: boolean }[];
  /** How many people are in it. */
  memberCount: number;
  /** How many guests who have access at this moment are in the channel. */
  guestCount: number;
  createdAt: string;
  archivedAt: string | null;
}

/** A channel as one person sees it. */
export interface Channel extends SharedChannel {
  lastReadSeq: number;
  joined: boolean;
  muted: boolean;
  /** Kept at the top of the user's sidebar. */
  starred: boolean;
  /** A guest reads only what was written from this time on. Null: everything. */
  historyFrom: string | null;
  /** When a guest's access to this channel ends. Null: it has no end of its own. */
  expiresAt: string | null;
  /** Mentions of me that I have not read, without those in threads I follow. */
  mentionCount: number;
  /** Their sequence numbers: the latest hundred. */
  mentionSeqs: number[];
  /** What others wrote in the channel's list and I have not read, without replies in threads; at most 100. */
  unreadCount: number;
  /** Replies of others that I have not seen in threads I follow: the latest hundred. */
  unseenReplies: UnseenReply[];
}

export interface UnseenReply {
  /** The message that the thread began with. */
  threadId: string;
  seq: number;
}

/** A channel in an event: one's own devices also get the personal part, others do not. */
export type ChannelChange = SharedChannel & Partial<OwnOfChannel>;

export type OwnOfChannel = Omit<Channel, keyof SharedChannel>;

/** The channels that differ from what a page knew. It says nothing about those in other groups. */
export interface ChangedChannels {
  /** All channels in `groups` that the person can see. */
  channels: Channel[];
  /** The groups in which a channel differs from what the page knows. */
  groups: number[];
}
