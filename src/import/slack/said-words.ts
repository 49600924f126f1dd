/** How many words in a row are compared. Three in the same order are hardly ever a coincidence. */
const RUN = 3;
/** How many characters are compared in all. What comes after counts as new, so that nothing is lost. */
const LONGEST = 200_000;

/**
 * What has been said, to find out whether something else only repeats it: of a message, Slack keeps both a text and
 * blocks, and often the one is a summary of the other, or the same.
 */
export class SaidWords {
  readonly #runs = new Set<string>();
  readonly #signs = new Set<string>();
  #left = LONGEST;

  constructor(text = "") {
    this.add(text);
  }

  add(text: string): void {
    if (this.#isTooMuch(text)) return;
    const words = wordsOf(text);
    for (let length = 1; length <= RUN; length++) {
      for (const run of runsOf(words, length)) this.#runs.add(run);
    }
    for (const sign of signsOf(text)) this.#signs.add(sign);
  }

  /** Whether everything in a text has been said. Of a text without words, such as an emoji, each sign counts. */
  has(text: string): boolean {
    if (this.#isTooMuch(text)) return false;
    const words = wordsOf(text);
    if (words.length === 0) return signsOf(text).every((sign) => this.#signs.has(sign));
    const runs = runsOf(words, Math.min(words.length, RUN));
    return runs.every((run) => this.#runs.has(run));
  }

  #isTooMuch(text: string): boolean {
    this.#left -= text.length;
    return this.#left < 0;
  }
}

export function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
}

function runsOf(words: string[], length: number): string[] {
  const runs: string[] = [];
  for (let i = 0; i + length <= words.length; i++) runs.push(words.slice(i, i + length).join(" "));
  return runs;
}

const signsOf = (text: string) => text.match(/\p{S}/gu) ?? [];
