import { setTimeout as pause } from "node:timers/promises";
import { GUESTS_ROOM } from "@/lib/rooms";
import type { AppError } from "../errors";
import { leaseLapsed } from "./gates";
import { currentTicket, otherTickets, type RequestTicket } from "./requests";

/** Whether the next bytes of an answer may be sent. Asked last of all, right before they are. */
export function mayLeave(ticket: RequestTicket): boolean {
  if (ticket.passes === "refusal") return true;
  return (ticket.passes === "committed" ? staleness(ticket) : refusalOf(ticket)) === null;
}

/**
 * The last check before an answer with data is sent. A cut may have overtaken it, or this node may have lost its right
 * to serve guests (a process that was suspended for a while).
 * @param committed the answer says that the sender's own change was committed before the cut: a refusal would be
 *   untrue. The cut waits for the answer, and destroys it if it takes too long.
 * @throws AppError the cut's refusal, or UNAVAILABLE
 */
export function assertStillServed(committed: boolean): void {
  const ticket = currentTicket();
  if (!ticket) return;
  const refusal = committed ? staleness(ticket) : refusalOf(ticket);
  if (refusal) throw refusal;
  if (committed) ticket.passes = "committed";
}

/** The refusal of the cut that has overtaken the current request; null without one, or outside a request. */
export function currentRefusal(): AppError | null {
  return currentTicket()?.refusal ?? null;
}

/**
 * The refusal of the cut that has overtaken a request, or the one for an expired lease; null while the request may go
 * on.
 */
export function refusalOf(ticket: RequestTicket | undefined): AppError | null {
  return ticket ? (ticket.refusal ?? staleness(ticket)) : null;
}

function staleness({ gates }: RequestTicket): AppError | null {
  return gates.has(GUESTS_ROOM) ? leaseLapsed() : null;
}

/** How long a cut waits for requests under way to turn into refusals before it breaks them off. */
const PATIENCE_MS = 250;
/** How long it waits for an answer that has begun. A client that has not taken it by then does not read. */
const TAKEN_WITHIN_MS = 100;

/**
 * Ends every request under way on this node that answers somebody behind this gate, except the current one. It is
 * refused if its answer has not begun, and broken off otherwise. When this resolves, no byte of an answer to them waits
 * in this process.
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
