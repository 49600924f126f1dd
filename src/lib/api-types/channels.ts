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

/** The channels that differ from what a page knew. It says nothing about those in other groups. */
export interface ChangedChannels {
  /** All channels in `groups` that the person can see. */
  channels: Channel[];
  /** The groups in which a channel differs from what the page knows. */
  groups: number[];
}
