import { AppError, unavailable } from "../errors";
import type { Asker, Turn } from "@/lib/current-turn";
import { type Line, Lines, type Waiting, type Wish } from "./lines";

export interface Terms {
  /** How many turns there are at once. */
  atOnce: number;
  /** How many of them one person has at the most. */
  each: number;
  /** How many wishes of one person may wait. */
  waiting?: number;
  /** How many answers of one person may be on their way out when their next turn comes. */
  unread?: number;
  /** Whoever has waited for longer is told to try again, in milliseconds. */
  patienceMs?: number;
}

/** A turn that lasts so long goes to somebody else, whatever has become of it. */
const LOST_AFTER_MS = 20_000;
const LOOK_MS = 500;

/**
 * Gives turns to people one after the other, however many wishes each of them has. A turn that is free costs a look
 * into a map.
 */
export class FairTurns {
  private readonly terms: Required<Terms>;
  private readonly lines: Lines;
  private readonly begun = new Map<Turn, number>();
  private free: number;
  private isGiving = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(terms: Terms) {
    this.terms = { waiting: Infinity, unread: Infinity, patienceMs: 10_000, ...terms };
    this.free = terms.atOnce;
    const { each, unread } = this.terms;
    this.lines = new Lines((line) => line.inHand < each && line.unread < unread);
  }

  /** Nobody works and nobody waits. */
  get isIdle(): boolean {
    return this.lines.isEmpty;
  }

  /**
   * Begins at once, or when it is this person's turn; refuses with RATE_LIMITED who has too much waiting, with
   * UNAVAILABLE who has waited for too long.
   * @returns takes the wish back, if it has not begun
   */
  ask(asker: Asker, wish: Wish): () => void {
    const line = this.lines.of(asker);
    if (line.waiting.length >= this.terms.waiting) {
      wish.refuse(tooMany());
      return () => undefined;
    }
    const isNobodyBefore = this.lines.isNobodyNext;
    const waiting = { wish, since: performance.now() };
    line.waiting.push(waiting);
    this.lines.settle(line);
    if (this.free > 0 && isNobodyBefore) this.giveNext();
    else this.giveSoon();
    this.timer ??= setTimeout(() => this.look(), LOOK_MS).unref();
    return () => this.withdraw(line, waiting);
  }

  /** As `ask`. @throws AppError RATE_LIMITED, UNAVAILABLE */
  take(asker: Asker): Promise<Turn> {
    return new Promise((begin, refuse) => {
      this.ask(asker, { begin, refuse });
    });
  }

  /** Not in the very turn of the loop in which another ends: what has come in meanwhile goes between the two. */
  private giveSoon(): void {
    if (this.isGiving || this.free <= 0 || this.lines.isNobodyNext) return;
    this.isGiving = true;
    setImmediate(() => {
      this.isGiving = false;
      this.giveNext();
      this.giveSoon();
    });
  }

  private giveNext(): void {
    const line = this.free > 0 ? this.lines.takeNext() : undefined;
    const next = line?.waiting.shift();
    if (!line || !next) return;
    const turn = this.begin(line);
    this.lines.settle(line);
    next.wish.begin(turn);
  }

  private begin(line: Line): Turn {
    this.free -= 1;
    line.inHand += 1;
    line.unread += 1;
    let pauses = 0;
    let isOver = false;
    let isGone = false;
    const turn: Turn = {
      pause: () => {
        if (!isOver && pauses++ === 0) this.release();
      },
      resume: () => {
        if (!isOver && --pauses === 0) this.free -= 1;
      },
      end: () => {
        if (isOver) return;
        isOver = true;
        line.inHand -= 1;
        this.begun.delete(turn);
        this.lines.settle(line);
        if (pauses === 0) this.release();
        else this.giveSoon();
      },
      leave: () => {
        if (isGone) return;
        isGone = true;
        line.unread -= 1;
        turn.end();
        this.lines.settle(line);
        this.giveSoon();
      },
    };
    this.begun.set(turn, performance.now());
    return turn;
  }

  private release(): void {
    this.free += 1;
    this.giveSoon();
  }

  private withdraw(line: Line, waiting: Waiting): void {
    const at = line.waiting.indexOf(waiting);
    if (at < 0) return;
    line.waiting.splice(at, 1);
    this.lines.settle(line);
  }

  /** While anybody is here: tells who has waited for too long, and takes turns back whose end was never said. */
  private look(): void {
    const now = performance.now();
    for (const line of this.lines.all()) {
      while (line.waiting[0] && now - line.waiting[0].since > this.terms.patienceMs) {
        line.waiting.shift()?.wish.refuse(tooLong());
      }
      this.lines.settle(line);
    }
    for (const [turn, since] of this.begun) if (now - since > LOST_AFTER_MS) turn.end();
    this.timer = this.isIdle ? undefined : setTimeout(() => this.look(), LOOK_MS).unref();
  }
}

const tooMany = () =>
  new AppError("RATE_LIMITED", "Too many requests at once. Try again in 1 second.", {
    retryAfterMs: 1_000,
  });

const tooLong = () => unavailable("Gatehouse has too much to do right now. Try again in a moment.");
