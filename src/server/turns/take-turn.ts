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
 * Lets a request be handled when it is the turn of whoever asks. What is beyond their limits is refused here, before
 * anything is asked of the database. The turn ends when the answer begins, or when nothing is left to do for it: how
 * fast an answer is read is the reader's own business, up to so many at once.
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

/** Who has only ever been a guest ends nobody else's access, and is told so in their own time. */
function costFor({ isGuest }: WhoAsks, cost: Cost): Cost {
  return isGuest && cost.lane === "urgent" ? { ...cost, lane: "work" } : cost;
}

const isReserved = ({ lane }: Cost) => lane === "urgent" || lane === "ending";

/** What ends access is counted by device: a stolen one cannot use up the limit of who wants to be rid of it. */
async function count(who: WhoAsks, cost: Cost): Promise<void> {
  if (isReserved(cost)) await countAgainst("urgent", who.device);
  else if (cost.points > 0) await countAgainst("http", who.key, cost.points);
}

/**
 * Resolves when a body that is short has come whole, and at once for all others: whoever sends one slowly holds no
 * turn meanwhile. Node takes in so much of a body before anybody reads it.
 */
function shortBody(req: IncomingMessage): Promise<void> | undefined {
  const length = Number(req.headers["content-length"] ?? 0);
  if (length === 0 || length >= SHORT_BODY_BYTES || req.complete) return undefined;
  return new Promise((resolve) => {
    const { push } = req;
    // Node says by it that the body has come whole. Its `end` comes only to whoever reads.
    req.push = (chunk: unknown, encoding?: BufferEncoding) => {
      const wantsMore = push.call(req, chunk, encoding);
      if (chunk === null) resolve();
      return wantsMore;
    };
  });
}

/** Never comes for a request that is gone before. */
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
    // Somebody who goes away before the answer gets no turn the sooner: the work for them goes on.
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
