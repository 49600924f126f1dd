import type { Asker, Turn } from "@/lib/current-turn";
import type { AppError } from "../errors";

/** What becomes of somebody who asked. */
export interface Wish {
  begin(turn: Turn): void;
  refuse(error: AppError): void;
}

export interface Waiting {
  wish: Wish;
  since: number;
}

/** One person's wishes, in the order in which they were said. */
export interface Line {
  key: string;
  isOutsider: boolean;
  inHand: number;
  /** Answers on their way out. */
  unread: number;
  waiting: Waiting[];
  isInRing: boolean;
}

/** Everybody who works or waits, and whose turn is next. */
export class Lines {
  private readonly lines = new Map<string, Line>();
  /** Those who wait and have less than their share. */
  private readonly members: Line[] = [];
  private readonly outsiders: Line[] = [];
  private membersNext = true;

  /** @param mayHaveMore whether somebody has less than their share */
  constructor(private readonly mayHaveMore: (line: Line) => boolean) {}

  get isEmpty(): boolean {
    return this.lines.size === 0;
  }

  /** Nobody waits who might have a turn. */
  get isNobodyNext(): boolean {
    return this.members.length + this.outsiders.length === 0;
  }

  all(): Line[] {
    return [...this.lines.values()];
  }

  of({ key, isOutsider }: Asker): Line {
    let line = this.lines.get(key);
    if (!line) {
      line = { key, isOutsider, inHand: 0, unread: 0, waiting: [], isInRing: false };
      this.lines.set(key, line);
    }
    return line;
  }

  /** Puts somebody into the ring, takes them out or forgets them, after anything of theirs has changed. */
  settle(line: Line): void {
    const belongs = line.waiting.length > 0 && this.mayHaveMore(line);
    if (belongs && !line.isInRing) this.ringOf(line).push(line);
    else if (!belongs && line.isInRing)
      this.ringOf(line).splice(this.ringOf(line).indexOf(line), 1);
    line.isInRing = belongs;
    if (line.waiting.length + line.inHand + line.unread === 0) this.lines.delete(line.key);
  }

  /** Takes the next one out of the ring. To be settled when they have begun. */
  takeNext(): Line | undefined {
    this.membersNext = !this.membersNext;
    const line = this.membersNext
      ? (this.members.shift() ?? this.outsiders.shift())
      : (this.outsiders.shift() ?? this.members.shift());
    if (line) line.isInRing = false;
    return line;
  }

  private ringOf(line: Line): Line[] {
    return line.isOutsider ? this.outsiders : this.members;
  }
}
