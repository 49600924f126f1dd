import type { Guest, Message } from "@/lib/api-types";
import type { Connection } from "../../support/person";

/** What was asked and answered, by this process's clock. Whatever a change did, it did in between. */
export interface Span {
  from: number;
  /** Infinity while unanswered. */
  to: number;
}

export interface Change extends Span {
  cause: "lock" | "time" | "channel" | "session";
  effect: "loses" | "regains";
  /** From when on the loss holds for what the guest may do; its answer, or its hour. */
  holdsFrom: number;
  /** From when on nothing may reach the guest; Infinity when no answer confirmed it. */
  silentFrom: number;
  /** The guest's own act, by an invitation that was made a moment before. */
  byInvitation?: true;
  /** Of a new end: what the same request lifts, which is the end before. */
  lifts?: Change;
}

/** A change of the guest's history of the first channel, and of nothing else. It may cut. */
export interface Limit extends Span {
  /** Since when the guest reads it, as the answer has it; null for all of it. */
  historyFrom: string | null;
}

export interface Sent extends Span {
  body: string;
  channelId: string;
  by: "owner" | "guest";
  message: Message | null;
  code: string | null;
}

/** An invitation to both channels, without an end, that the guest accepted or tried to. */
export interface Accepted extends Span {
  /** One from before everything else, or one that was made a moment ago. */
  link: "old" | "fresh";
  /** When a fresh one was begun to be made. */
  madeFrom: number;
  code: string | null;
  /** As the answer has them; null when it was a refusal. */
  guest: Guest | null;
}

/** One connection of the guest. */
export interface Tab extends Span {
  node: number;
  connection: Connection;
  /** When the test itself closed it. */
  closedAt: number;
  /** When it ended, however it did. */
  endedAt: number;
  /** When its last acknowledgement with data came. */
  lastAnswerAt: number;
  /** Still connected when all was quiet. */
  survived: boolean;
  /** What `sync` told it. */
  synced: Message[];
  /** The whole of the first channel, as it was told: what, and when it was asked for. */
  readings: { askedAt: number; messages: Message[] }[];
}

export interface Recording {
  channelIds: [string, string];
  changes: Change[];
  limits: Limit[];
  sent: Sent[];
  accepted: Accepted[];
  tabs: Tab[];
  restarts: Span[];
  /** How things stood when all was quiet. */
  guest: Guest;
  isSignedIn: boolean;
  history: Message[];
}

export const overlaps = (one: Span, other: Span): boolean =>
  one.from <= other.to && other.from <= one.to;
