import { Addresses } from "./addresses";
import { CodeSpans } from "./code-spans";
import { type Delimiter, type Piece, readDelimiter, resolveEmphasis } from "./emphasis";
import { readLinkTarget } from "./link-target";
import { MENTION } from "./mention-token";
import type { Inline } from "./nodes";
import { beginsBlock, dropEscapes } from "./read-line";

const LINKS = new Set(["http:", "https:", "mailto:"]);
/** Text up to the next character that may be markup. */
const PLAIN = /[^\\`<![\]*_~\n]+/y;
const ANGLED = /<(?:([a-z][a-z\d+.-]{1,31}:[^\s<>]*)|([\w.!#$%&'*+/=?^`{|}~-]+@[a-z\d.-]+))>/iy;

/** A `[` or `![` that may begin a link or an image. */
interface Bracket {
  /** Its index among the pieces, and the index of the text after it. */
  piece: number;
  start: number;
  isImage: boolean;
  /** Whether it may still become a link: a link cannot contain another link. */
  isActive: boolean;
}

/** What was found in a text that has to do with mentions, by index in the text, in order. */
export interface MentionNotes {
  /** Where an `@` stands that is a letter like any other, and could begin a mention. */
  signs: number[];
  tokens: { start: number; end: number; userId: string | null }[];
}

/**
 * Parses text into inline parts, in one pass from start to end.
 * @param notes filled with the places of mentions
 */
export function parseInlines(text: string, notes?: MentionNotes): Inline[] {
  return new InlineReader(text, notes).read();
}

class InlineReader {
  private readonly pieces: Piece[] = [];
  private readonly brackets: Bracket[] = [];
  private readonly code: CodeSpans;
  private readonly addresses: Addresses;
  /** The signs of which a run was read that could open emphasis. */
  private readonly opened = new Set<Delimiter["sign"]>();
  /** Where the last target of a link may begin. Brackets after it are characters. */
  private readonly lastTarget: number;
  /** Where the last sign ends that was escaped. */
  private escapedTo = -1;
  private at = 0;

  constructor(
    private readonly text: string,
    private readonly notes?: MentionNotes,
  ) {
    this.code = new CodeSpans(text);
    this.addresses = new Addresses(text);
    this.lastTarget = text.lastIndexOf("](");
  }

  read(): Inline[] {
    while (this.at < this.text.length) {
      const start = this.addresses.nextStart(this.at);
      if (start === this.at && this.takeAddress()) continue;
      if (!this.takePlain(this.addresses.nextStart(this.at))) this.takeSign();
    }
    return resolveEmphasis(this.pieces);
  }

  private takePlain(limit: number): boolean {
    PLAIN.lastIndex = this.at;
    const length = PLAIN.exec(this.text)?.[0].length ?? 0;
    const end = Math.min(this.at + length, limit);
    if (end === this.at) return false;
    this.addText(this.text.slice(this.at, end), end);
    return true;
  }

  private takeSign(): void {
    const sign = this.text[this.at] ?? "";
    switch (sign) {
      case "\\":
        return this.takeEscape();
      case "`":
        return this.takeCode();
      case "<":
        return this.takeAngle();
      case "!":
        return this.text[this.at + 1] === "[" ? this.openBracket(2) : this.addSigns(1);
      case "[":
        return this.openBracket(1);
      case "]":
        return this.closeBracket();
      case "\n":
        return this.takeBreak();
      case "*":
      case "_":
      case "~":
        return this.takeDelimiter(sign);
      default:
        return this.addSigns(1);
    }
  }

  /**
   * A backslash takes away the meaning of the sign after it, and is not shown. Where that sign has no meaning, it is a
   * character like any other: in `\\server\share`, `C:\temp\*.log` and `¯\_(ツ)_/¯`.
   */
  private takeEscape(): void {
    const next = this.text[this.at + 1] ?? "";
    if (next === "\\") this.addSigns(2);
    else if (!this.hasMeaning(next)) this.addSigns(1);
    else {
      this.add({ kind: "text", text: next }, this.at + 2);
      this.escapedTo = this.at;
    }
  }

  /** Whether a sign after a backslash would mean something if the backslash were not there. */
  private hasMeaning(sign: string): boolean {
    const { text, at } = this;
    if (this.beginsLine() && beginsBlock(this.readRestOfLine())) return true;
    switch (sign) {
      case "*":
      case "_":
      case "~":
        return this.isEmphasis(sign);
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
  private isEmphasis(sign: Delimiter["sign"]): boolean {
    const { text, at } = this;
    const length = countRun(text, at + 1);
    const end = at + 1 + length;
    const before = lastCharacter(text, at);
    const run = readDelimiter(sign, length, before, text.slice(end, end + 4));
    // After a sign that was escaped too, it is one of several: `\*\*`.
    if (before === sign) return this.escapedTo === at;
    const isOpening = run.canOpen && text.includes(sign, end);
    if (isOpening) this.opened.add(sign);
    return isOpening || (run.canClose && this.opened.has(sign));
  }

  private beginsLine(): boolean {
    let start = this.at;
    while (this.text[start - 1] === " ") start -= 1;
    return start === 0 || this.text[start - 1] === "\n";
  }

  private readRestOfLine(): string {
    const end = this.text.indexOf("\n", this.at);
    return this.text.slice(this.at + 1, end < 0 ? undefined : end);
  }

  /** A line break. Spaces before it are not shown. No text ends with one, as paragraphs are trimmed. */
  private takeBreak(): void {
    const last = this.pieces.at(-1);
    if (last?.kind === "text") last.text = last.text.replace(/(?<! ) +$/, "");
    this.add({ kind: "break" }, this.at + 1);
  }

  private takeCode(): void {
    const length = countRun(this.text, this.at);
    const found = this.code.read(this.at, length);
    if (found) this.add({ kind: "code", text: found.text }, found.end);
    else this.addSigns(length);
  }

  private takeAngle(): void {
    const mention = matchAt(MENTION, this.text, this.at);
    if (mention) {
      const [token, userId] = mention;
      const part: Inline = userId === undefined ? { kind: "everyone" } : { kind: "person", userId };
      const [start, end] = [this.at, this.at + token.length];
      this.notes?.tokens.push({ start, end, userId: userId ?? null });
      return this.add(part, end);
    }
    const [whole = "", address, mail] = matchAt(ANGLED, this.text, this.at) ?? [];
    if (whole === "") return this.addSigns(1);
    const words = address ?? mail ?? "";
    const parts: Inline[] = [{ kind: "text", text: words }];
    this.add(toLink(address ?? `mailto:${mail}`, whole, parts), this.at + whole.length);
  }

  private takeAddress(): boolean {
    const found = this.addresses.read(this.at, this.brackets.length > 0);
    if (!found) return false;
    const words = this.text.slice(found.start, found.end);
    this.add(toLink(found.href, words, [{ kind: "text", text: words }]), found.end);
    return true;
  }

  private takeDelimiter(sign: Delimiter["sign"]): void {
    const length = countRun(this.text, this.at);
    const before = lastCharacter(this.text, this.at);
    const end = this.at + length;
    const run = readDelimiter(sign, length, before, this.text.slice(end, end + 4));
    if (run.canOpen) this.opened.add(sign);
    this.pieces.push(run);
    this.at = end;
  }

  private openBracket(length: number): void {
    const [piece, start] = [this.pieces.length, this.at + length];
    this.brackets.push({ piece, start, isImage: length === 2, isActive: true });
    this.pieces.push({ kind: "text", text: this.text.slice(this.at, start) });
    this.at = start;
  }

  private closeBracket(): void {
    const bracket = this.brackets.pop();
    const isTarget = bracket?.isActive && this.text[this.at + 1] === "(";
    const target = isTarget ? readLinkTarget(this.text, this.at + 2) : null;
    if (!bracket || !target) return this.addSigns(1);
    const inside = this.pieces.splice(bracket.piece).slice(1);
    const raw = this.text.slice(bracket.start - (bracket.isImage ? 2 : 1), target.end);
    const label = dropEscapes(this.text.slice(bracket.start, this.at));
    const parts: Inline[] = bracket.isImage
      ? // No image is loaded: a message must not make its readers send requests elsewhere.
        [{ kind: "text", text: label || target.href }]
      : resolveEmphasis(inside).flatMap(withoutLinks);
    const link = toLink(target.href, raw, parts);
    // Its words are shown as they were written, so that no mention is in them.
    if (bracket.isImage || link.kind === "text") this.dropNotes(bracket.start);
    this.add(link, target.end);
    if (!bracket.isImage) for (const outer of this.brackets) outer.isActive &&= outer.isImage;
  }

  private addSigns(length: number): void {
    this.addText(this.text.slice(this.at, this.at + length), this.at + length);
  }

  private dropNotes(from: number): void {
    const { signs = [], tokens = [] } = this.notes ?? {};
    while ((signs.at(-1) ?? -1) >= from) signs.pop();
    while ((tokens.at(-1)?.start ?? -1) >= from) tokens.pop();
  }

  private addText(text: string, end: number): void {
    if (this.notes) {
      for (const { index } of text.matchAll(/[@＠]/g)) this.notes.signs.push(this.at + index);
    }
    this.add({ kind: "text", text }, end);
  }

  private add(part: Inline, end: number): void {
    this.pieces.push(part);
    this.at = end;
  }
}

/** Only web and mail addresses become links. Any other address stays text. */
function toLink(href: string, raw: string, parts: Inline[]): Inline {
  if (!URL.canParse(href)) return { kind: "text", text: raw };
  const url = new URL(href);
  return LINKS.has(url.protocol)
    ? { kind: "link", href: url.href, parts }
    : { kind: "text", text: raw };
}

/** Removes links from the words of a link: an address there is plain text. */
function withoutLinks(part: Inline): Inline[] {
  if (part.kind === "link") return part.parts.flatMap(withoutLinks);
  return "parts" in part ? [{ ...part, parts: part.parts.flatMap(withoutLinks) }] : [part];
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function countRun(text: string, start: number): number {
  let end = start;
  while (text[end] === text[start]) end += 1;
  return end - start;
}

function lastCharacter(text: string, end: number): string {
  const isPair = /[\uDC00-\uDFFF]/.test(text[end - 1] ?? "");
  return text.slice(Math.max(0, end - (isPair ? 2 : 1)), end);
}
