import { AsyncLocalStorage } from "node:async_hooks";
import { processWide } from "@/lib/process-wide";
import { gateRoom } from "@/lib/rooms";
import type { AppError } from "../errors";
import { gatesOf } from "./gates";
import type { Role } from "./policy";

/** Somebody whose workspace data a request may be about to answer with. */
export interface Reader {
  /** Id of their `member` or `guest` row. */
  id: string;
  as: Role;
  sessionId: string;
  /** The channel that the request is about, if it is about one. */
  channelId: string | null;
}

/** An answer on its way. `server/http/follow-answer.ts` makes it of Node's. */
export interface Answer {
  /** The object by which the server knows it. */
  readonly response: object;
  /** Its head has left. */
  readonly headersSent: boolean;
  /** Nothing of it waits any more: it has left, or never will. */
  readonly isOver: boolean;
  hasHeader(name: string): boolean;
  setHeader(name: string, value: string | number): unknown;
  appendHeader(name: string, value: string): unknown;
  onceOver(then: () => void): void;
  /** Sends no more of it. */
  breakOff(): void;
  /** As `breakOff`, and takes back what the network has and the client has not read. */
  reset(): void;
}

/** An HTTP request on its way. */
export interface RequestTicket {
  answer: Answer;
  /** When it came in, by `performance.now()`. */
  arrivedAt: number;
  /** Where the request came from, for the audit log. */
  address: string;
  readers: Reader[];
  /** The gate rooms of its readers. */
  gates: Set<string>;
  /** The cuts since it began, by gate room: a reader who is read now may have been cut meanwhile. */
  cuts: Map<string, AppError>;
  /** Set once a cut has overtaken the request. */
  refusal: AppError | null;
  /** An answer that may leave although access has ended: it has no data of the workspace, or none but the
   * sender's own, which stood before. */
  passes: "refusal" | "committed" | null;
  /** A page found that what it needs is out of reach: its answer is 503, not 500. */
  isAway: boolean;
  /** What it asked to have taken away is taken away, whatever fails from now on. */
  hasCommitted: boolean;
}

interface Requests {
  current: AsyncLocalStorage<RequestTicket>;
  underWay: Set<RequestTicket>;
}

declare module "@/lib/process-wide" {
  interface ProcessWide {
    requests?: Requests;
  }
}

function requests(): Requests {
  const slot = processWide();
  slot.requests ??= { current: new AsyncLocalStorage(), underWay: new Set() };
  return slot.requests;
}

/** Runs the handling of one request so that `trackRequest` inside it finds its ticket. */
export function runRequest(
  answer: Answer,
  address: string,
  handle: (ticket: RequestTicket) => void,
): void {
  const ticket: RequestTicket = {
    answer,
    arrivedAt: performance.now(),
    address,
    readers: [],
    gates: new Set(),
    cuts: new Map(),
    refusal: null,
    passes: null,
    isAway: false,
    hasCommitted: false,
  };
  const { current, underWay } = requests();
  underWay.add(ticket);
  answer.onceOver(() => void underWay.delete(ticket));
  current.run(ticket, handle, ticket);
}

/** What answers the current request; null outside a request. */
export function currentAnswer(): Answer | null {
  return requests().current.getStore()?.answer ?? null;
}

/** The address that the current request came from; null outside a request. */
export function currentAddress(): string | null {
  return requests().current.getStore()?.address ?? null;
}

/** When the current request came in, by `performance.now()`; null outside a request. */
export function currentArrival(): number | null {
  return requests().current.getStore()?.arrivedAt ?? null;
}

/** Notes whom the current HTTP request answers. Does nothing outside a request. */
export function trackRequest(reader: Reader): void {
  const ticket = requests().current.getStore();
  if (!ticket) return;
  ticket.readers.push(reader);
  for (const gate of gatesOf(reader)) {
    ticket.gates.add(gate);
    ticket.refusal ??= ticket.cuts.get(gate) ?? null;
  }
}

/**
 * As `trackRequest`, of somebody whose access is read after this: a cut from before is in what is read, and may be that
 * of an end from which they have come back since.
 */
export function trackAnew(reader: Reader): void {
  requests().current.getStore()?.cuts.delete(gateRoom(reader.as, reader.id));
  trackRequest(reader);
}

/** Says that the current request is answered by a refusal, without any data of the workspace. */
export function answerIsRefusal(): void {
  const ticket = requests().current.getStore();
  if (ticket) ticket.passes = "refusal";
}

/** How many HTTP requests are on their way on this node. */
export function countRequests(): number {
  return requests().underWay.size;
}

/** Says that the current page cannot be shown because something is out of reach, and not because of a fault. */
export function answerIsAway(): void {
  const ticket = requests().current.getStore();
  if (ticket) ticket.isAway = true;
}

/** Notes that the current request has taken something away for good. */
export function noteCommitted(): void {
  const ticket = requests().current.getStore();
  if (ticket) ticket.hasCommitted = true;
}

export function hasCommitted(): boolean {
  return requests().current.getStore()?.hasCommitted ?? false;
}

/** Whom this node is answering over HTTP right now. */
export function readersUnderWay(): Reader[] {
  return [...requests().underWay].flatMap((ticket) => ticket.readers);
}

/** The ticket of the current request; undefined outside a request. */
export function currentTicket(): RequestTicket | undefined {
  return requests().current.getStore();
}

/** The requests on their way on this node, but the one that asks. */
export function otherTickets(): RequestTicket[] {
  const { current, underWay } = requests();
  const own = current.getStore();
  return [...underWay].filter((ticket) => ticket !== own);
}
