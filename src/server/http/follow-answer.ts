import type { ServerResponse } from "node:http";
import { mayLeave } from "@/core/access/cut-requests";
import { type Answer, type RequestTicket, runRequest } from "@/core/access/requests";

/** Runs the handling of one request, so that a cut can find and end its answer. */
export function followAnswer(response: ServerResponse, address: string, handle: () => void): void {
  runRequest(toAnswer(response), address, (ticket) => {
    guardBytes(response, ticket);
    sendUnavailable(response, ticket);
    handle();
  });
}

function toAnswer(response: ServerResponse): Answer {
  return {
    response,
    get headersSent() {
      return response.headersSent;
    },
    get isOver() {
      return response.closed || response.destroyed;
    },
    hasHeader: (name) => response.hasHeader(name),
    setHeader: (name, value) => response.setHeader(name, value),
    appendHeader: (name, value) => response.appendHeader(name, value),
    onceOver: (then) => void response.once("close", then),
    breakOff: () => void response.destroy(),
    // An orderly close would still deliver what the network has taken and the client has not read.
    reset: () => void response.req.socket.resetAndDestroy(),
  };
}

/**
 * Between the last check of an answer and its bytes, Next streams and compresses, and the process may be suspended
 * there. So access is checked once more where bytes are sent. The status says nothing about the content: a 404 page is
 * shown inside the frame of its workspace.
 */
function guardBytes(response: ServerResponse, ticket: RequestTicket): void {
  const { write, end } = response;
  response.write = ((...all: Parameters<typeof write>) => {
    if (mayLeave(ticket)) return write.apply(response, all);
    response.destroy();
    return false;
  }) as typeof write;
  response.end = ((...all: Parameters<typeof end>) =>
    mayLeave(ticket) ? end.apply(response, all) : response.destroy()) as typeof end;
}

/** Next answers 500 whatever a page throws. If something cannot be reached, this makes it a 503. */
function sendUnavailable(response: ServerResponse, ticket: RequestTicket): void {
  const { writeHead } = response;
  response.writeHead = (status: number, ...rest: unknown[]) => {
    const away = status === 500 && ticket.isUnreachable;
    if (away) response.setHeader("Retry-After", "2");
    return (writeHead as (...all: unknown[]) => ServerResponse).call(
      response,
      away ? 503 : status,
      ...rest,
    );
  };
}
