import { AsyncLocalStorage } from "node:async_hooks";
import { processWide } from "./process-wide";

/** The person for whom a turn is requested. A turn is the permission to work: see `server/turns`. */
export interface TurnOwner {
  /** The same for all devices of one person. */
  key: string;
  /** Not a member of any workspace, as far as is known. While members wait too, outsiders share every second turn. */
  isOutsider: boolean;
}

/** The permission to work, which a request or event waits for. */
export interface Turn {
  /** Lets others work while this one waits for something. `resume` continues it at once, without queueing again. */
  pause(): void;
  resume(): void;
  /** The work is done. May be called more than once. */
  end(): void;
  /** The answer has left the process, or never will. This ends the turn too. May be called more than once. */
  leave(): void;
}

/** The turn of the current request or event, as the code that runs in it sees it. */
export interface CurrentTurn {
  asker: TurnOwner;
  /** Null after the request has given its turn up. */
  turn: Turn | null;
  /** Waits for another turn. */
  again(): Promise<Turn>;
}

declare module "./process-wide" {
  interface ProcessWide {
    currentTurn?: AsyncLocalStorage<CurrentTurn>;
  }
}

/** A request body up to this size is read before the request waits for a turn. */
export const SHORT_BODY_BYTES = 16 * 1024;

function currentTurn(): AsyncLocalStorage<CurrentTurn> {
  const slot = processWide();
  slot.currentTurn ??= new AsyncLocalStorage();
  return slot.currentTurn;
}

export function runInTurn<T>(current: CurrentTurn, work: () => T): T {
  return currentTurn().run(current, work);
}

/** Work of the server itself counts as the work of one member. */
export const SYSTEM: TurnOwner = { key: "", isOutsider: false };

/** The person for whom the current request or event works; `SYSTEM` outside of a turn. */
export function currentAsker(): TurnOwner {
  return currentTurn().getStore()?.asker ?? SYSTEM;
}

/** Runs work that is for more people than the one whose request or event it is found in. */
export function runForSystem<T>(work: () => T): T {
  return currentTurn().exit(work);
}

/**
 * Waits for `wait` in the middle of a turn. Others may work meanwhile. This turn continues as soon as `wait` settles.
 */
export async function waitWithTurnPaused<T>(wait: Promise<T>): Promise<T> {
  const turn = currentTurn().getStore()?.turn;
  if (!turn) return wait;
  turn.pause();
  try {
    return await wait;
  } finally {
    turn.resume();
  }
}

/**
 * Runs work without a turn when a client decides how long it takes, such as reading a request body. Afterwards the
 * current request waits for a turn again.
 * @throws AppError UNAVAILABLE, RATE_LIMITED when it gets no turn
 */
export async function runWithoutTurn<T>(work: () => Promise<T>): Promise<T> {
  const current = currentTurn().getStore();
  if (!current?.turn) return work();
  endTurn();
  const result = await work();
  current.turn = await current.again();
  return result;
}

/** Gives the turn of the current request up, so that the rest of the request delays nobody. */
export function endTurn(): void {
  const current = currentTurn().getStore();
  current?.turn?.end();
  if (current) current.turn = null;
}
