import { setTimeout as pause } from "node:timers/promises";
import { GUESTS_ROOM } from "@/lib/rooms";
import type { AppError } from "../errors";
import { lapse } from "./gates";
import { currentTicket, otherTickets, type RequestTicket } from "./requests";

/** Whether the next bytes of an answer may leave: looked at last of all, where they do. */
export function mayLeave(ticket: RequestTicket): boolean {
  if (ticket.passes === "refusal") return true;
  return (ticket.passes === "committed" ? staleness(ticket) : refusalOf(ticket)) === null;
}

/**
 * The last look before an answer with data leaves: a cut may have overtaken it, or this node may have lost
 * its right to serve guests (a thawed process).
 * @param committed the answer says that something of the sender's own was committed, which was before the
 *   cut: refusing it now would be untrue. The cut waits for it, and destroys it if it takes too long.
 * @throws AppError the cut's refusal, or UNAVAILABLE
 */
export function assertStillServed(committed: boolean): void {
  const ticket = currentTicket();
  if (!ticket) return;
  const refusal = committed ? staleness(ticket) : refusalOf(ticket);
  if (refusal) throw refusal;
  if (committed) ticket.passes = "committed";
}

/** The refusal of the cut that has overtaken the current request; null when none has, or outside a request. */
export function currentRefusal(): AppError | null {
  return currentTicket()?.refusal ?? null;
}

/** The cut that has overtaken a request, or that this node may serve its guests no more; null while it may go on. */
export function refusalOf(ticket: RequestTicket | undefined): AppError | null {
  return ticket ? (ticket.refusal ?? staleness(ticket)) : null;
}

function staleness({ gates }: RequestTicket): AppError | null {
  return gates.has(GUESTS_ROOM) ? lapse() : null;
}

/** How long a cut waits for requests under way to turn into refusals before it breaks them off. */
const PATIENCE_MS = 250;
/** How long it waits for an answer that has begun: whoever does not take it by then does not read. */
const TAKEN_WITHIN_MS = 100;

/**
 * Ends every request under way on this node that answers somebody behind this gate, except the one that asks
 * for it: refused where it can still be, broken off where it is already being written. When this resolves, no byte of
 * an answer to them waits in this process.
 */
export async function endRequests(gate: string, refusal: AppError): Promise<void> {
  const others = otherTickets();
  for (const ticket of others) ticket.cuts.set(gate, refusal);
  const tickets = others.filter((ticket) => ticket.gates.has(gate));
  for (const ticket of tickets) ticket.refusal = refusal;
  const begun = tickets.filter(({ answer }) => answer.headersSent);
  await closeOrReset(begun, TAKEN_WITHIN_MS);
  await closeOrReset(tickets, PATIENCE_MS - TAKEN_WITHIN_MS);
}

async function closeOrReset(tickets: RequestTicket[], patienceMs: number): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (tickets.some(isOpen) && performance.now() < deadline) await pause(5);
  for (const { answer } of tickets.filter(isOpen)) answer.reset();
}

const isOpen = ({ answer }: RequestTicket) => !answer.isOver;
