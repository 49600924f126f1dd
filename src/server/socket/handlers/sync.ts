import { setImmediate as nextTurn, setTimeout as pause } from "node:timers/promises";
import { AppError, unavailable } from "@/core/errors";
import { syncMessages } from "@/core/messages/sync-messages";
import { runWithoutTurn } from "@/lib/current-turn";
import type { SyncAnswer } from "@/lib/socket-events";
import type { Handlers } from "../dispatch";
import { bytesWaiting } from "../end-outbound";
import type { GatehouseSocket } from "../io";
import { outboundOf } from "../outbound";

export const syncHandlers = {
  sync: (principal, { cursors }, socket) =>
    afterLast(socket, () => syncMessages(principal, cursors)),
} satisfies Partial<Handlers>;

/** How much of what was written before may still wait. In a busy channel there is always something. */
const NEARLY_EMPTY_BYTES = 16 * 1024;
/** How many may wait on one connection. A client asks for one page, and for the next when it has it. */
const MAX_WAITING = 8;
const LOOK_EVERY_MS = 10;

interface Line {
  last: Promise<unknown>;
  waiting: number;
}

const lines = new WeakMap<GatehouseSocket, Line>();

/**
 * Makes an answer only after the client has taken the one before: somebody who asks and does not read takes the memory
 * of one page.
 * @throws AppError RATE_LIMITED when too many wait, UNAVAILABLE when the connection ends first
 */
function afterLast(socket: GatehouseSocket, make: () => Promise<SyncAnswer>): Promise<SyncAnswer> {
  const line = lines.get(socket) ?? { last: Promise.resolve(), waiting: 0 };
  lines.set(socket, line);
  if (line.waiting >= MAX_WAITING) {
    throw new AppError("RATE_LIMITED", "Ask for one page after the other.", {
      retryAfterMs: 1_000,
    });
  }
  line.waiting += 1;
  const mayAnswer = line.last.then(() => untilTaken(socket));
  const answer = answerWhen(mayAnswer, make).finally(() => {
    line.waiting -= 1;
  });
  line.last = answer.catch(() => undefined);
  return answer;
}

/** Waits without a turn, so that somebody who does not read keeps nobody else waiting. */
async function answerWhen(
  mayAnswer: Promise<void>,
  make: () => Promise<SyncAnswer>,
): Promise<SyncAnswer> {
  await runWithoutTurn(() => mayAnswer);
  return make();
}

/**
 * Resolves when the client has taken what was written. The previous answer is written at the end of this event loop
 * round.
 */
async function untilTaken(socket: GatehouseSocket): Promise<void> {
  await nextTurn();
  for (;;) {
    const outbound = outboundOf(socket.conn);
    if (!outbound || !socket.connected) throw unavailable("The connection has ended.");
    if (bytesWaiting(outbound) < NEARLY_EMPTY_BYTES) return;
    await pause(LOOK_EVERY_MS, undefined, { ref: false });
  }
}
