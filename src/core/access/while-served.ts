import type { AppError } from "../errors";
import { refusalOf } from "./cut-requests";
import { currentTicket, type RequestTicket } from "./requests";

/**
 * Takes in the body of the current request. Before each part it checks whether the sender may still be served.
 * @throws AppError the cut's refusal, or UNAVAILABLE, instead of the next part
 */
export function takeWhileServed<T>(parts: AsyncIterable<T>): AsyncGenerator<T> {
  return passOn(parts, currentTicket(), (_ticket, refusal) => {
    throw refusal;
  });
}

/**
 * Sends an answer of a known length to the current request. It breaks off when the reader may not be served any more.
 * @param length in bytes
 */
export function giveWhileServed<T>(parts: AsyncIterable<T>, length: number): AsyncGenerator<T> {
  const ticket = currentTicket();
  // Next drops the length from our response. Without it a browser cannot show progress.
  const begun = async function* () {
    if (ticket && !ticket.answer.headersSent) ticket.answer.setHeader("Content-Length", length);
    yield* parts;
  };
  return passOn(begun(), ticket, ({ answer }) => answer.breakOff());
}

/**
 * As `giveWhileServed`, for an answer whose length is not known. Its reader sees that it broke off: the connection ends
 * before the answer does.
 */
export function giveUntilCut<T>(parts: AsyncIterable<T>): AsyncGenerator<T> {
  return passOn(parts, currentTicket(), ({ answer }) => answer.breakOff());
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
