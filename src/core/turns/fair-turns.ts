import { rateLimited, unavailable } from "../errors";
import type { TurnOwner, Turn } from "@/lib/current-turn";
import { type Line, Lines, type Waiting, type Wish } from "./lines";

export interface Terms {
  /** How many turns there are at the same time. */
  atOnce: number;
  /** How many turns one person may have at the same time. */
  each: number;
  /** How many wishes of one person may wait. A wish is a request for a turn. */
  waiting?: number;
  /** How many answers of one person may be unsent when they get their next turn. */
  unread?: number;
  /** How many turns begin in one iteration of the event loop, where people wait. */
  atATime?: number;
  /** How many wishes that join may have one turn together. */
  together?: number;
  /** How long a wish may wait, in milliseconds. After that it is refused, and the person is asked to try again. */
  patienceMs?: number;
}

/** A turn that lasts longer than this is given to somebody else, whatever happened to it. */
const LOST_AFTER_MS = 20_000;
const LOOK_MS = 500;

/**
 * Gives turns to one person after the other, however many wishes each of them has. A turn that is free costs one lookup
 * in a map.
 */
export class FairTurns {
  private readonly terms: Required<Terms>;
  private readonly lines: Lines;
  private readonly begun = new Map<Turn, number>();
  private free: number;
  private isGiving = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(terms: Terms) {
    this.terms = {
      waiting: Infinity,
      unread: Infinity,
      atATime: 1,
      together: 1,
      patienceMs: 10_000,
      ...terms,
    };
    this.free = terms.atOnce;
    const { each, unread } = this.terms;
    this.lines = new Lines((line) => line.inHand < each && line.unread < unread);
  }

  /** Whether nobody has a turn and nobody waits. */
  get isIdle(): boolean {
    return this.lines.isEmpty;
  }

  /**
   * Begins at once, or when it is this person's turn. Refuses with RATE_LIMITED if the person has too many waiting
   * wishes, and with UNAVAILABLE if the wish has waited too long.
   * @returns a function that withdraws the wish, if it has not begun
   */
  ask(asker: TurnOwner, wish: Wish): () => void {
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

  /**
   * As `ask`, as a promise.
   * @throws AppError RATE_LIMITED, UNAVAILABLE
   */
  take(asker: TurnOwner, { joins = false } = {}): Promise<Turn> {
    return new Promise((begin, refuse) => {
      this.ask(asker, { begin, refuse, joins });
    });
  }

  /**
   * Gives the next turn in the next iteration of the event loop, not in the one in which a turn ends. So the events
   * that came in meanwhile are handled first.
   */
  private giveSoon(): void {
    if (this.isGiving || this.free <= 0 || this.lines.isNobodyNext) return;
    this.isGiving = true;
    setImmediate(() => {
      this.isGiving = false;
      for (let count = 0; count < this.terms.atATime; count += 1) this.giveNext();
      this.giveSoon();
    });
  }

  private giveNext(): void {
    if (this.free <= 0) return;
    let begun = this.beginNext();
    for (let count = 1; begun?.joins && count < this.terms.together; count += 1) {
      if (!this.lines.peekNext()?.waiting[0]?.wish.joins) return;
      begun = this.beginNext();
    }
  }

  private beginNext(): Wish | undefined {
    const line = this.lines.takeNext();
    const next = line?.waiting.shift();
    if (!line || !next) return undefined;
    const turn = this.begin(line);
    this.lines.settle(line);
    next.wish.begin(turn);
    return next.wish;
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

  /**
   * Runs while anybody works or waits. Refuses wishes that have waited too long, and ends turns that were never ended.
   */
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

const tooMany = () => rateLimited("Too many requests at once.", 1_000);

const tooLong = () => unavailable("Gatehouse has too much to do right now. Try again in a moment.");
