import { AsyncLocalStorage } from "node:async_hooks";
import { processWide } from "@/lib/process-wide";
import { gateRoom } from "@/lib/rooms";
import type { AppError } from "../errors";
import { gatesOf } from "./gates";
import type { Role } from "./policy";

/** Somebody whose workspace data the answer to a request may contain. */
export interface Reader {
  /** Id of their `member` or `guest` row. */
  id: string;
  as: Role;
  sessionId: string;
  /** The channel that the request is about, if it is about one. */
  channelId: string | null;
}

/** An answer under way. `server/http/follow-answer.ts` makes it from Node's response. */
export interface Answer {
  /** The response object by which the server finds it. */
  readonly response: object;
  /** Its headers have been sent. */
  readonly headersSent: boolean;
  /** Nothing of it waits any more: it has been sent, or never will be. */
  readonly isOver: boolean;
  hasHeader(name: string): boolean;
  setHeader(name: string, value: string | number): unknown;
  appendHeader(name: string, value: string): unknown;
  onceOver(then: () => void): void;
  /** Stops sending it. */
  breakOff(): void;
  /** As `breakOff`, and also drops what is in the network and the client has not read. */
  reset(): void;
}

/** An HTTP request under way. */
export interface RequestTicket {
  answer: Answer;
  /** When it came in, by `performance.now()`. */
  arrivedAt: number;
  /** Where the request came from, for the audit log. */
  address: string;
  readers: Reader[];
  /** The gate rooms of its readers. */
  gates: Set<string>;
  /** The cuts since it began, by gate room. Somebody who becomes a reader later may have been cut since then. */
  cuts: Map<string, AppError>;
  /** Set once a cut has overtaken the request. */
  refusal: AppError | null;
  /** The answer may be sent although access has ended: it has no data of the workspace, or only the sender's own
   * change, which was committed before. */
  passes: "refusal" | "committed" | null;
  /** A page found that something it needs cannot be reached: its answer is 503, not 500. */
  isUnreachable: boolean;
  /** What it asked to take away has been taken away, even if something fails from now on. */
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
    isUnreachable: false,
    hasCommitted: false,
  };
  const { current, underWay } = requests();
  underWay.add(ticket);
  answer.onceOver(() => void underWay.delete(ticket));
  current.run(ticket, handle, ticket);
}

/** Runs work that is not the request's own, although it was asked for by one: its commits are not the sender's. */
export function runOutsideRequest<T>(work: () => T): T {
  return requests().current.exit(work);
}

/** The answer to the current request; null outside a request. */
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
 * As `trackRequest`, for somebody whose access is read only after this. An earlier cut is already in what will be read.
 * It may belong to an end after which they were let in again, so it is ignored.
 */
export function trackBeforeRead(reader: Reader): void {
  requests().current.getStore()?.cuts.delete(gateRoom(reader.as, reader.id));
  trackRequest(reader);
}

/** Marks the answer to the current request as a refusal, without any data of the workspace. */
export function answerIsRefusal(): void {
  const ticket = requests().current.getStore();
  if (ticket) ticket.passes = "refusal";
}

/** How many HTTP requests are under way on this node. */
export function countRequests(): number {
  return requests().underWay.size;
}

/** Notes that the current page cannot be shown because something cannot be reached, not because of a bug. */
export function noteUnreachable(): void {
  const ticket = requests().current.getStore();
  if (ticket) ticket.isUnreachable = true;
}

/** Notes that the current request has committed a loss of access. */
export function noteCommitted(): void {
  const ticket = requests().current.getStore();
  if (ticket) ticket.hasCommitted = true;
}

export function hasCommitted(): boolean {
  return requests().current.getStore()?.hasCommitted ?? false;
}

/** The people to whom this node is answering over HTTP right now. */
export function readersUnderWay(): Reader[] {
  return [...requests().underWay].flatMap((ticket) => ticket.readers);
}

/** The ticket of the current request; undefined outside a request. */
export function currentTicket(): RequestTicket | undefined {
  return requests().current.getStore();
}

/** The requests under way on this node, except the current one. */
export function otherTickets(): RequestTicket[] {
  const { current, underWay } = requests();
  const own = current.getStore();
  return [...underWay].filter((ticket) => ticket !== own);
}
