/** Finds code spans. It keeps the indexes of all runs of backticks, by their length. */
export class CodeSpans {
  private readonly runs = new Map<number, number[]>();
  private readonly next = new Map<number, number>();

  constructor(private readonly text: string) {
    for (const { index, 0: run } of text.matchAll(/`+/g)) {
      const starts = this.runs.get(run.length) ?? [];
      starts.push(index);
      this.runs.set(run.length, starts);
    }
  }

  /** The code span that begins at a run of backticks. `end` is the index after it. Null if it is never closed. */
  read(start: number, length: number): { text: string; end: number } | null {
    const begin = start + length;
    const close = this.findRun(length, begin);
    if (close === undefined) return null;
    const inside = this.text.slice(begin, close).replaceAll("\n", " ");
    const isPadded = inside.startsWith(" ") && inside.endsWith(" ") && /[^ ]/.test(inside);
    return { text: isPadded ? inside.slice(1, -1) : inside, end: close + length };
  }

  /** Whether two runs of this length are in the text, so that they could enclose code. */
  isPaired(length: number): boolean {
    return (this.runs.get(length)?.length ?? 0) > 1;
  }

  /** Indexes that were passed are not searched again: the text is read from start to end, so `from` only grows. */
  private findRun(length: number, from: number): number | undefined {
    const starts = this.runs.get(length) ?? [];
    let next = this.next.get(length) ?? 0;
    while ((starts[next] ?? Infinity) < from) next += 1;
    this.next.set(length, next);
    return starts[next];
  }
}
