/** The runs of backticks in a text, by their length, each with its places in order. */
export class CodeSpans {
  private readonly runs = new Map<number, number[]>();
  private readonly next = new Map<number, number>();

  constructor(private readonly text: string) {
    for (const { index, 0: run } of text.matchAll(/`+/g)) {
      const places = this.runs.get(run.length) ?? [];
      places.push(index);
      this.runs.set(run.length, places);
    }
  }

  /** The code that begins at a run of backticks, and where what stands behind it begins; null where it never ends. */
  read(start: number, length: number): { text: string; end: number } | null {
    const begin = start + length;
    const close = this.findRun(length, begin);
    if (close === undefined) return null;
    const inside = this.text.slice(begin, close).replaceAll("\n", " ");
    const isPadded = inside.startsWith(" ") && inside.endsWith(" ") && /[^ ]/.test(inside);
    return { text: isPadded ? inside.slice(1, -1) : inside, end: close + length };
  }

  /** What was passed is not looked at again: the text is read from its beginning to its end. */
  private findRun(length: number, from: number): number | undefined {
    const places = this.runs.get(length) ?? [];
    let next = this.next.get(length) ?? 0;
    while ((places[next] ?? Infinity) < from) next += 1;
    this.next.set(length, next);
    return places[next];
  }
}
