import type { TurnOwner, Turn } from "@/lib/current-turn";
import type { AppError } from "../errors";

/** A request for a turn, and what is called when it gets one or is refused. */
export interface Wish {
  begin(turn: Turn): void;
  refuse(error: AppError): void;
  /** It may have its turn together with others of which that is true, of other people. */
  joins?: boolean;
}

export interface Waiting {
  wish: Wish;
  since: number;
}

/** The wishes of one person, in the order in which they came. */
export interface Line {
  key: string;
  isOutsider: boolean;
  inHand: number;
  /** How many answers have not left the process yet. */
  unread: number;
  waiting: Waiting[];
  isInRing: boolean;
}

/** Everybody who has a turn or waits, and who is next. */
export class Lines {
  private readonly lines = new Map<string, Line>();
  /** The rings: members and outsiders who wait and have fewer turns than their share. */
  private readonly members: Line[] = [];
  private readonly outsiders: Line[] = [];
  private membersNext = true;

  /** @param mayHaveMore whether a person has fewer turns than their share */
  constructor(private readonly mayHaveMore: (line: Line) => boolean) {}

  get isEmpty(): boolean {
    return this.lines.size === 0;
  }

  /** Whether nobody who waits may have a turn. */
  get isNobodyNext(): boolean {
    return this.members.length + this.outsiders.length === 0;
  }

  all(): Line[] {
    return [...this.lines.values()];
  }

  of({ key, isOutsider }: TurnOwner): Line {
    let line = this.lines.get(key);
    if (!line) {
      line = { key, isOutsider, inHand: 0, unread: 0, waiting: [], isInRing: false };
      this.lines.set(key, line);
    }
    return line;
  }

  /**
   * Puts a person into the ring, takes them out of it or deletes their line. Call it after every change of their line.
   */
  settle(line: Line): void {
    const belongs = line.waiting.length > 0 && this.mayHaveMore(line);
    if (belongs && !line.isInRing) this.ringOf(line).push(line);
    else if (!belongs && line.isInRing)
      this.ringOf(line).splice(this.ringOf(line).indexOf(line), 1);
    line.isInRing = belongs;
    if (line.waiting.length + line.inHand + line.unread === 0) this.lines.delete(line.key);
  }

  /** Takes the next person out of the ring. Call `settle` when their turn has begun. */
  takeNext(): Line | undefined {
    this.membersNext = !this.membersNext;
    const line = this.membersNext
      ? (this.members.shift() ?? this.outsiders.shift())
      : (this.outsiders.shift() ?? this.members.shift());
    if (line) line.isInRing = false;
    return line;
  }

  /** Who would be taken next. */
  peekNext(): Line | undefined {
    const [first, then] = this.membersNext
      ? [this.outsiders, this.members]
      : [this.members, this.outsiders];
    return first[0] ?? then[0];
  }

  private ringOf(line: Line): Line[] {
    return line.isOutsider ? this.outsiders : this.members;
  }
}
