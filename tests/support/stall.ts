import { readStatements } from "./asked";
import { layRelay, type Relay } from "./relay";

/** A connection to a Postgres on which single statements can be delayed, as by a slow disk or network. */
export interface Stall extends Relay {
  /**
   * Delays the next statement that contains this text (or the next `times` of them), and what follows it on its
   * connection.
   */
  hold(words: string, forMs: number, times?: number): void;
  /** Lets the next statement that contains this text (or the one after `after` of them) run, and holds back its answer. */
  holdAnswer(words: string, after?: number): HeldAnswer;
  /** How many statements were delayed. */
  held: number;
}

export interface HeldAnswer {
  /** Whether the statement has run and its answer is held back. */
  arrived(): boolean;
  release(): void;
}

export async function layStall(databaseUrl: string): Promise<Stall> {
  const waiting = new Map<string, { forMs: number; times: number }>();
  const unanswered = new Map<string, { after: number; keep: (answers: KeptAnswer) => void }>();
  const relay = await layRelay(databaseUrl, (near, far) => {
    let kept: Buffer[] | null = null;
    let answers: KeptAnswer | null = null;
    far.on("data", (bytes) => {
      if (answers?.isHeld) answers.pieces.push(bytes);
      else near.write(bytes);
    });
    let texts: string[] = [];
    // Only the first time does a statement that has a name come with its text.
    const read = readStatements((text) => texts.push(text));
    near.on("data", (bytes) => {
      texts = [];
      read(bytes);
      const says = (some: string) =>
        bytes.includes(some) || texts.some((text) => text.includes(some));
      const asked = [...unanswered.keys()].find(says);
      const wish = asked === undefined ? undefined : unanswered.get(asked);
      if (asked !== undefined && wish && wish.after-- === 0) {
        answers = { pieces: [], isHeld: true, carryOn: (piece) => void near.write(piece) };
        wish.keep(answers);
        unanswered.delete(asked);
      }
      if (kept) return void kept.push(bytes);
      const words = [...waiting.keys()].find(says);
      if (words === undefined) return void far.write(bytes);
      const { forMs, times } = waiting.get(words) ?? { forMs: 0, times: 1 };
      if (times > 1) waiting.set(words, { forMs, times: times - 1 });
      else waiting.delete(words);
      stall.held += 1;
      kept = [bytes];
      setTimeout(() => {
        for (const piece of kept ?? []) far.write(piece);
        kept = null;
      }, forMs);
    });
  });
  const stall: Stall = {
    ...relay,
    held: 0,
    hold: (words, forMs, times = 1) => void waiting.set(words, { forMs, times }),
    holdAnswer(words, after = 0) {
      let held: KeptAnswer | null = null;
      const keep = (answers: KeptAnswer) => {
        held = answers;
      };
      unanswered.set(words, { after, keep });
      return {
        arrived: () => (held?.pieces.length ?? 0) > 0,
        release: () => {
          unanswered.delete(words);
          if (held) carryOn(held);
        },
      };
    },
  };
  return stall;
}

interface KeptAnswer {
  pieces: Buffer[];
  isHeld: boolean;
  carryOn(piece: Buffer): void;
}

function carryOn(answers: KeptAnswer): void {
  answers.isHeld = false;
  for (const piece of answers.pieces.splice(0)) answers.carryOn(piece);
}
