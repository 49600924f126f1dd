import { AsyncLocalStorage } from "node:async_hooks";
import type { ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { processWide } from "@/lib/process-wide";
import { gateRoom } from "@/lib/rooms";
import { type AppError, unavailable } from "../errors";
import { leaseIsFresh } from "./lease";

/** An HTTP request on its way, and the guests whose workspace data it may be about to answer with. */
export interface RequestTicket {
  response: ServerResponse;
  /** Where the request came from, for the audit log. */
  address: string;
  /** The gate rooms of those guests, and of all of them. */
  gates: Set<string>;
  /** Set once a cut has overtaken the request. */
  refusal: AppError | null;
}

interface Requests {
  current: AsyncLocalStorage<RequestTicket>;
  underWay: Map<string, Set<RequestTicket>>;
}

declare module "@/lib/process-wide" {
  interface ProcessWide {
    requests?: Requests;
  }
}

function requests(): Requests {
  const slot = processWide();
  slot.requests ??= { current: new AsyncLocalStorage(), underWay: new Map() };
  return slot.requests;
}

/** How long a cut waits for a guest's answers under way to turn into refusals before it destroys them. */
const PATIENCE_MS = 250;

const GUEST_GATE = gateRoom("guest", "");

/** Runs the handling of one request so that `trackRequest` inside it finds its ticket. */
export function runRequest(response: ServerResponse, address: string, handle: () => void): void {
  const ticket: RequestTicket = { response, address, gates: new Set(), refusal: null };
  const { current, underWay } = requests();
  guardBytes(ticket);
  response.once("close", () => {
    for (const gate of ticket.gates) {
      const tickets = underWay.get(gate);
      tickets?.delete(ticket);
      if (tickets?.size === 0) underWay.delete(gate);
    }
  });
  current.run(ticket, handle);
}

/**
 * Between the last look at an answer and its bytes Next streams and compresses, and the process may be frozen
 * there: so the age of the lease is looked at once more where bytes leave. A refusal carries no data and passes.
 */
function guardBytes({ response, gates }: RequestTicket): void {
  const mayLeave = () => gates.size === 0 || response.statusCode >= 400 || leaseIsFresh();
  const { write, end } = response;
  response.write = ((...all: Parameters<typeof write>) => {
    if (mayLeave()) return write.apply(response, all);
    response.destroy();
    return false;
  }) as typeof write;
  response.end = ((...all: Parameters<typeof end>) =>
    mayLeave() ? end.apply(response, all) : response.destroy()) as typeof end;
}

/** The address that the current request came from; null outside a request. */
export function currentAddress(): string | null {
  return requests().current.getStore()?.address ?? null;
}

/** Notes that the current HTTP request answers a guest. Does nothing outside a request. */
export function trackRequest(gates: string[]): void {
  const { current, underWay } = requests();
  const ticket = current.getStore();
  if (!ticket || ticket.response.closed) return;
  for (const gate of gates) {
    ticket.gates.add(gate);
    const tickets = underWay.get(gate) ?? new Set();
    underWay.set(gate, tickets.add(ticket));
  }
}

/**
 * The last look before an answer with data leaves: a cut may have overtaken it, or this node may have lost
 * its right to serve guests (a thawed process).
 * @param committed the answer says that something of the sender's own was committed, which was before the
 *   cut: refusing it now would be untrue. The cut waits for it, and destroys it if it takes too long.
 * @throws AppError the cut's refusal, or UNAVAILABLE
 */
export function assertStillServed(committed: boolean): void {
  const ticket = requests().current.getStore();
  const refusal = committed && ticket?.refusal ? staleness() : refusalOf(ticket);
  if (refusal) throw refusal;
}

/** The guests whom this node is answering over HTTP right now. */
export function guestsUnderWay(): string[] {
  const gates = [...requests().underWay.keys()].filter((gate) => gate.startsWith(GUEST_GATE));
  return gates.map((gate) => gate.slice(GUEST_GATE.length));
}

/**
 * Takes in the body of the current request, and looks again at every part of it whether the sender may
 * still be served.
 * @throws AppError the cut's refusal, or UNAVAILABLE, instead of the next part
 */
export function takeWhileServed<T>(parts: AsyncIterable<T>): AsyncGenerator<T> {
  return passOn(parts, requests().current.getStore(), (_ticket, refusal) => {
    throw refusal;
  });
}

/**
 * Gives out an answer of a known length to the current request; it breaks off when the reader may not be
 * served any more.
 */
export function giveWhileServed<T>(parts: AsyncIterable<T>, length: number): AsyncGenerator<T> {
  const ticket = requests().current.getStore();
  // Next drops the length from a response of ours; without it a browser cannot tell how far it is.
  const begun = async function* () {
    if (ticket && !ticket.response.headersSent) ticket.response.setHeader("Content-Length", length);
    yield* parts;
  };
  return passOn(begun(), ticket, ({ response }) => response.destroy());
}

async function* passOn<T>(
  parts: AsyncIterable<T>,
  ticket: RequestTicket | undefined,
  end: (ticket: RequestTicket, refusal: AppError) => void,
): AsyncGenerator<T> {
  for await (const part of parts) {
    const refusal = refusalOf(ticket);
    if (ticket && refusal) return end(ticket, refusal);
    yield part;
  }
}

function refusalOf(ticket: RequestTicket | undefined): AppError | null {
  if (!ticket || ticket.gates.size === 0) return null;
  return ticket.refusal ?? staleness();
}

function staleness(): AppError | null {
  if (leaseIsFresh()) return null;
  return unavailable("Your access cannot be confirmed right now. Try again in a moment.");
}

/**
 * Ends every request of a guest that is under way on this node, except the one that asks for it: refused
 * where it can still be, destroyed where it is already being written.
 */
export async function endRequests(gate: string, refusal: AppError): Promise<void> {
  const { current, underWay } = requests();
  const own = current.getStore();
  const tickets = [...(underWay.get(gate) ?? [])].filter((ticket) => ticket !== own);
  for (const ticket of tickets) ticket.refusal = refusal;
  const deadline = performance.now() + PATIENCE_MS;
  while (tickets.some(isOpen) && performance.now() < deadline) await pause(5);
  for (const ticket of tickets.filter(isOpen)) ticket.response.destroy();
}

const isOpen = (ticket: RequestTicket) => !ticket.response.closed && !ticket.response.destroyed;
