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
  /** Whether they were one when they wrote it. */
  guest: boolean;
  /** The id of the picture they had when their access ended. */
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
  /** By content, whatever the name says. */
  type: string;
  size: number;
  /** In pixels, of images that are shown; null for everything that is offered for download. */
  width: number | null;
  height: number | null;
}

/** A page of a channel. `asOf` is where the channel stood when the threads were counted. */
export interface MessagePage {
  messages: Message[];
  hasMore: boolean;
  threads: Record<string, ThreadSummary>;
  asOf: { seq: number; rev: number };
}

/** What stands under the first message of a thread. */
export interface ThreadSummary {
  count: number;
  /** When the latest answer was written, whether or not it was deleted since. */
  lastAt: string;
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

/** A page of what a search found. `next` asks for the page after it. */
export interface SearchPage {
  hits: SearchHit[];
  next: string | null;
}

/** A page of the threads that one follows. `next` asks for the page after it. */
export interface ThreadsPage {
  threads: FollowedThread[];
  next: string | null;
}
