import type { Channel } from "./channels";

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

export interface MessageAuthor {
  id: string;
  name: string;
  /** Whether they were a guest when they wrote it. */
  guest: boolean;
  /** The id of their picture when their access ended. */
  image?: string;
}

export interface Reaction {
  emoji: string;
  userIds: string[];
}

/** A file as its message shows it. */
export interface MessageFile {
  id: string;
  name: string;
  /** Detected from the content, whatever the name says. */
  type: string;
  size: number;
  /** In pixels, of images that are shown; null for files that are offered for download. */
  width: number | null;
  height: number | null;
}

/** A page of a channel. `asOf` has the channel's `seq` and `rev` when the threads were counted. */
export interface MessagePage {
  messages: Message[];
  hasMore: boolean;
  threads: Record<string, ThreadSummary>;
  asOf: { seq: number; rev: number };
}

/** What is shown under the first message of a thread. */
export interface ThreadSummary {
  count: number;
  /** When the latest reply was written, even if it was deleted since. */
  lastAt: string;
}

export interface Thread {
  parent: Message;
  replies: Message[];
  hasMore: boolean;
  following: boolean;
}

/** A thread that the person follows. */
export interface FollowedThread {
  /** Its first message. */
  message: Message;
  channel: { id: string; name: string; kind: Channel["kind"] };
  /** How many replies it has. */
  count: number;
  lastAt: string;
  /** The sequence numbers of the replies that the person has not seen. */
  unseenSeqs: number[];
  /** Its last replies, at most two, in their order. */
  last: Message[];
}

export interface SearchHit {
  message: Message;
  channel: { id: string; name: string; kind: Channel["kind"] };
}

/** A page of search results. `next` asks for the page after it. */
export interface SearchPage {
  hits: SearchHit[];
  next: string | null;
}

/** A page of the threads that the person follows. `next` asks for the page after it. */
export interface ThreadsPage {
  threads: FollowedThread[];
  next: string | null;
}
