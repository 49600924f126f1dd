/** What was found in a text that has to do with mentions, by index in the text, in order. */
export class MentionNotes {
  /** Where an `@` stands that is a letter like any other, and could begin a mention. */
  readonly signs: number[] = [];
  readonly tokens: { start: number; end: number; userId: string | null }[] = [];

  /** Notes the signs of plain text that begins at `at`. */
  noteText(text: string, at: number): void {
    for (const { index } of text.matchAll(/[@＠]/g)) this.signs.push(at + index);
  }

  /** Forgets what stands at `from` or after it. */
  dropFrom(from: number): void {
    const { signs, tokens } = this;
    while ((signs.at(-1) ?? -1) >= from) signs.pop();
    while ((tokens.at(-1)?.start ?? -1) >= from) tokens.pop();
  }
}
