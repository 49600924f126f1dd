import { ANGLED } from "./links";
import { countRun, lastCharacter, matchAt } from "./characters";
import type { CodeSpans } from "./code-spans";
import { type Delimiter, readDelimiter } from "./emphasis";
import { MENTION } from "./mention-token";
import { beginsBlock } from "./read-line";

/**
 * Decides whether a backslash takes away the meaning of the sign after it. Where that sign has no meaning, the backslash
 * is a character like any other: in `\\server\share`, `C:\temp\*.log` and `¯\_(ツ)_/¯`. Asked in the order of the text.
 */
export class Escapes {
  /** The signs of which a run was read that could open emphasis. */
  private readonly opened = new Set<Delimiter["sign"]>();
  /** Where the last target of a link may begin. Brackets after it are characters. */
  private readonly lastTarget: number;
  /** Where the last sign ends that was escaped. */
  private escapedTo = -1;

  constructor(
    private readonly text: string,
    private readonly code: CodeSpans,
  ) {
    this.lastTarget = text.lastIndexOf("](");
  }

  /** Takes note of a run of signs that has its meaning. */
  note({ sign, canOpen }: Delimiter): void {
    if (canOpen) this.opened.add(sign);
  }

  /** Whether the backslash at `at` is an escape: the sign after it would mean something without it. */
  isEscape(at: number): boolean {
    const isOne = this.beginsBlock(at) || this.hasMeaning(this.text[at + 1] ?? "", at);
    if (isOne) this.escapedTo = at + 2;
    return isOne;
  }

  private beginsBlock(at: number): boolean {
    const { text } = this;
    let start = at;
    while (text[start - 1] === " ") start -= 1;
    if (start > 0 && text[start - 1] !== "\n") return false;
    const end = text.indexOf("\n", at);
    return beginsBlock(text.slice(at + 1, end < 0 ? undefined : end));
  }

  private hasMeaning(sign: string, at: number): boolean {
    const { text } = this;
    switch (sign) {
      case "*":
      case "_":
      case "~":
        return this.isEmphasis(sign, at);
      case "`":
        return this.code.isPaired(countRun(text, at + 1));
      case "[":
      case "]":
      case "!":
        return this.lastTarget >= at;
      case "<":
        return matchAt(MENTION, text, at + 1) !== null || matchAt(ANGLED, text, at + 1) !== null;
      case "@":
      case "＠":
        return (
          /^[\p{L}\p{N}]/u.test(text.slice(at + 2, at + 4)) &&
          !/[\p{L}\p{N}]$/u.test(lastCharacter(text, at))
        );
      case ".":
      case ")":
        return (
          /(?:^|\n) {0,3}\d{1,3}$/.test(text.slice(Math.max(0, at - 7), at)) &&
          /^[ \t]/.test(text.slice(at + 2))
        );
      default:
        return false;
    }
  }

  /** Whether a run of signs after a backslash could open emphasis that is closed later, or close what was opened. */
  private isEmphasis(sign: Delimiter["sign"], at: number): boolean {
    const { text, opened } = this;
    const length = countRun(text, at + 1);
    const end = at + 1 + length;
    const before = lastCharacter(text, at);
    const run = readDelimiter(sign, length, before, text.slice(end, end + 4));
    // After a sign that was escaped too, it is one of several: `\*\*`.
    if (before === sign) return this.escapedTo === at;
    const isOpening = run.canOpen && text.includes(sign, end);
    if (isOpening) opened.add(sign);
    return isOpening || (run.canClose && opened.has(sign));
  }
}
