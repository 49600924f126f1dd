import type { IncomingMessage, ServerResponse } from "node:http";
import { toAppError } from "@/core/errors";
import { countAgainst } from "@/core/limits";
import { withReservedDatabase } from "@/db/client";
import { type CurrentTurn, runInTurn, SHORT_BODY_BYTES, type Turn } from "@/lib/current-turn";
import { pathOf } from "../http/request-path";
import { lane } from "./lanes";
import { refuseRequest } from "./refuse-request";
import { type Cost, costOf } from "./what-it-costs";
import { type WhoAsks, whoAsks } from "./who-asks";

/**
 * Handles a request when it is its sender's turn. What exceeds their limits is refused here, before anything is read
 * from the database. The turn ends when the answer begins, or when no work is left for it. How fast an answer is read
 * is the reader's own business, up to so many unread answers at once.
 */
export async function takeTurn(
  req: IncomingMessage,
  res: ServerResponse,
  handle: () => Promise<void>,
): Promise<void> {
  const who = whoAsks(req);
  const cost = costFor(who, costOf(req.method ?? "GET", pathOf(req) ?? "/"));
  try {
    await count(who, cost);
    await shortBody(req);
    const turn = await nextTurn(res, who, cost);
    await work(res, turn, who, cost, handle);
  } catch (error) {
    refuseRequest(req, res, who, toAppError(error));
  }
}

/** Somebody who has only ever been a guest cannot end anybody's access. Their refusal waits in the ordinary lane. */
function costFor({ isGuest }: WhoAsks, cost: Cost): Cost {
  return isGuest && cost.lane === "urgent" ? { ...cost, lane: "work" } : cost;
}

const isReserved = ({ lane }: Cost) => lane === "urgent" || lane === "ending";

/**
 * Requests that end access are counted by device: a stolen device cannot use up its owner's limit and so keep its
 * session.
 */
async function count(who: WhoAsks, cost: Cost): Promise<void> {
  if (isReserved(cost)) await countAgainst("urgent", who.device);
  else if (cost.points > 0) await countAgainst("http", who.key, cost.points);
}

/**
 * Resolves when a short body has arrived completely, and at once for all others: somebody who sends slowly keeps no
 * turn meanwhile. Node takes in that much of a body before anybody reads it.
 */
function shortBody(req: IncomingMessage): Promise<void> | undefined {
  const length = Number(req.headers["content-length"] ?? 0);
  if (length === 0 || length >= SHORT_BODY_BYTES || req.complete) return undefined;
  return new Promise((resolve) => {
    const { push } = req;
    // Node signals with null that the body is complete. Its `end` event only comes to a reader.
    req.push = (chunk: unknown, encoding?: BufferEncoding) => {
      const wantsMore = push.call(req, chunk, encoding);
      if (chunk === null) resolve();
      return wantsMore;
    };
  });
}

/** Never resolves for a request whose connection has closed. */
function nextTurn(res: ServerResponse, who: WhoAsks, cost: Cost): Promise<Turn> {
  return new Promise((begin, refuse) => {
    if (res.closed) return;
    const withdraw = lane(cost.lane).ask(who, { begin, refuse });
    res.once("close", withdraw);
  });
}

async function work(
  res: ServerResponse,
  turn: Turn,
  asker: WhoAsks,
  cost: Cost,
  handle: () => Promise<void>,
): Promise<void> {
  const turns = [turn];
  const again = async () => {
    const next = await lane(cost.lane).take(asker);
    turns.push(next);
    return next;
  };
  const current: CurrentTurn = { asker, turn, again };
  const leave = () => {
    for (const one of turns) one.leave();
  };
  endWithHeaders(res, turns);
  try {
    await runInTurn(current, () => (isReserved(cost) ? withReservedDatabase(handle) : handle()));
  } finally {
    // If somebody goes away before the answer, their next turn must not come sooner: the work for them goes on.
    if (res.closed) leave();
    else res.once("close", leave);
    for (const one of turns) one.end();
  }
}

function endWithHeaders(res: ServerResponse, turns: Turn[]): void {
  const { writeHead } = res;
  res.writeHead = ((...all: Parameters<typeof writeHead>) => {
    for (const one of turns) one.end();
    return writeHead.apply(res, all);
  }) as typeof writeHead;
}
