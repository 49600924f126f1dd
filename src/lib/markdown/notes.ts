import type { Mention } from "./nodes";

/** What was found in a text that may be a name or be shown as one, by index in the text, in order. */
export class Notes {
  /** Where an `@` stands that is a letter like any other, and could begin a mention. */
  readonly signs: number[] = [];
  readonly tokens: { start: number; end: number; mention: Mention }[] = [];
  /** Links that are shown as their address. */
  readonly addresses: { start: number; end: number; href: string }[] = [];

  /** Notes the signs of plain text that begins at `at`. */
  noteText(text: string, at: number): void {
    for (const { index } of text.matchAll(/[@＠]/g)) this.signs.push(at + index);
  }

  /** Forgets the mentions that stand at `from` or after it. */
  dropFrom(from: number): void {
    const { signs, tokens } = this;
    while ((signs.at(-1) ?? -1) >= from) signs.pop();
    dropFrom(from, tokens);
  }

  /** Forgets the addresses that stand at `from` or after it: in the words of a link they are plain text. */
  dropAddresses(from: number): void {
    dropFrom(from, this.addresses);
  }
}

function dropFrom(from: number, places: { start: number }[]): void {
  while ((places.at(-1)?.start ?? -1) >= from) places.pop();
}
