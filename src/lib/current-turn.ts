import { AsyncLocalStorage } from "node:async_hooks";
import { processWide } from "./process-wide";

/** Who asks for a turn. */
export interface Asker {
  /** One person is one asker, whatever devices they ask from. */
  key: string;
  /** They belong to no team, as far as is known: while members wait too, they have every second turn between them. */
  isOutsider: boolean;
}

/** Leave to work. */
export interface Turn {
  /** Lets others work while this one waits for something; `resume` goes on without asking again. */
  pause(): void;
  resume(): void;
  /** The work is done. May be said more than once. */
  end(): void;
  /** What came of it has left the process, or never will. Ends the turn too, and may be said more than once. */
  leave(): void;
}

/** The turn that the current request or event has, as whoever works in it knows it. */
export interface CurrentTurn {
  asker: Asker;
  /** Null while it was given up. */
  turn: Turn | null;
  /** Asks for another one. */
  again(): Promise<Turn>;
}

declare module "./process-wide" {
  interface ProcessWide {
    currentTurn?: AsyncLocalStorage<CurrentTurn>;
  }
}

/** Bodies up to this size are there before a turn is asked for. */
export const SHORT_BODY_BYTES = 16 * 1024;

function currentTurn(): AsyncLocalStorage<CurrentTurn> {
  const slot = processWide();
  slot.currentTurn ??= new AsyncLocalStorage();
  return slot.currentTurn;
}

export function runInTurn<T>(current: CurrentTurn, work: () => T): T {
  return currentTurn().run(current, work);
}

/** The system's own work counts as one member's. */
export const SYSTEM: Asker = { key: "", isOutsider: false };

/** Whose turn it is. */
export function currentAsker(): Asker {
  return currentTurn().getStore()?.asker ?? SYSTEM;
}

/**
 * Waits, in the middle of a turn, for others who work: they have it meanwhile, and it goes on as soon as they are
 * through.
 */
export async function waitInTurn<T>(wait: Promise<T>): Promise<T> {
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
 * Does outside of any turn what takes as long as a stranger pleases, to take in a body say; afterwards the current
 * request waits for a turn again.
 * @throws AppError UNAVAILABLE, RATE_LIMITED when none is to be had
 */
export async function outOfTurn<T>(work: () => Promise<T>): Promise<T> {
  const current = currentTurn().getStore();
  if (!current?.turn) return work();
  endTurn();
  const result = await work();
  current.turn = await current.again();
  return result;
}

/** What is left of the current request keeps nobody waiting. */
export function endTurn(): void {
  const current = currentTurn().getStore();
  current?.turn?.end();
  if (current) current.turn = null;
}
