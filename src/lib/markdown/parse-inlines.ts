import { Addresses } from "./addresses";
import { countRun, lastCharacter, matchAt } from "./characters";
import { CodeSpans } from "./code-spans";
import { type Delimiter, type Piece, readDelimiter, resolveEmphasis } from "./emphasis";
import { Escapes } from "./escapes";
import { readLinkTarget } from "./link-target";
import { ANGLED, toImageLabel, toLabel, toLink } from "./links";
import { MENTION, toMention } from "./mention-token";
import type { Inline } from "./nodes";
import type { Notes } from "./notes";

/** Text up to the next character that may be markup. */
const PLAIN = /[^\\`<![\]*_~\n]+/y;
/** A name of code such as `__init__` or `__FILE__`: one word in one case between two underscores on each side. */
const CODE_NAME =
  /__(?:[a-z][a-z\d]+(?:_[a-z\d]+)*|[A-Z][A-Z\d]+(?:_[A-Z\d]+)*)__(?![\p{L}\p{N}_])/uy;

/** A `[` or `![` that may begin a link or an image. */
interface Bracket {
  /** Its index among the pieces, and the index of the text after it. */
  piece: number;
  start: number;
  isImage: boolean;
  /** Whether it may still become a link: a link cannot contain another link. */
  isActive: boolean;
}

/**
 * Parses text into inline parts, in one pass from start to end.
 * @param notes filled with the places of mentions and addresses
 */
export function parseInlines(text: string, notes?: Notes): Inline[] {
  return new InlineReader(text, notes).read();
}

class InlineReader {
  private readonly pieces: Piece[] = [];
  private readonly brackets: Bracket[] = [];
  private readonly code: CodeSpans;
  private readonly addresses: Addresses;
  private readonly escapes: Escapes;
  private at = 0;

  constructor(
    private readonly text: string,
    private readonly notes?: Notes,
  ) {
    this.code = new CodeSpans(text);
    this.addresses = new Addresses(text);
    this.escapes = new Escapes(text, this.code);
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

  private takeEscape(): void {
    const next = this.text[this.at + 1] ?? "";
    if (next === "\\") this.addSigns(2);
    else if (this.escapes.isEscape(this.at)) this.add({ kind: "text", text: next }, this.at + 2);
    else this.addSigns(1);
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
    const found = matchAt(MENTION, this.text, this.at);
    if (found) {
      const mention = toMention(found);
      const [start, end] = [this.at, this.at + found[0].length];
      this.notes?.tokens.push({ start, end, mention });
      return this.add(mention, end);
    }
    const [whole = "", address, mail] = matchAt(ANGLED, this.text, this.at) ?? [];
    if (whole === "") return this.addSigns(1);
    const words = address ?? mail ?? "";
    this.addAddress(address ?? `mailto:${mail}`, whole, words, this.at + whole.length);
  }

  private takeAddress(): boolean {
    const found = this.addresses.read(this.at, this.brackets.length > 0);
    if (!found) return false;
    const words = this.text.slice(found.start, found.end);
    this.addAddress(found.href, words, words, found.end);
    return true;
  }

  private addAddress(address: string, raw: string, words: string, end: number): void {
    const link = toLink(address, raw, [{ kind: "text", text: words }]);
    if (link.kind === "link" && link.href === words) {
      this.notes?.addresses.push({ start: this.at, end, href: words });
    }
    this.add(link, end);
  }

  private takeDelimiter(sign: Delimiter["sign"]): void {
    const name = sign === "_" ? matchAt(CODE_NAME, this.text, this.at) : null;
    if (name) return this.addSigns(name[0].length);
    const length = countRun(this.text, this.at);
    const before = lastCharacter(this.text, this.at);
    const end = this.at + length;
    const run = readDelimiter(sign, length, before, this.text.slice(end, end + 4));
    this.escapes.note(run);
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
    const parts = bracket.isImage
      ? toImageLabel(this.text.slice(bracket.start, this.at), target.href)
      : toLabel(inside);
    const link = toLink(target.href, raw, parts);
    // Its words are shown as they were written, so that no mention is in them.
    if (bracket.isImage || link.kind === "text") this.notes?.dropFrom(bracket.start);
    this.notes?.dropAddresses(bracket.start);
    this.add(link, target.end);
    if (!bracket.isImage) for (const outer of this.brackets) outer.isActive &&= outer.isImage;
  }

  private addSigns(length: number): void {
    this.addText(this.text.slice(this.at, this.at + length), this.at + length);
  }

  private addText(text: string, end: number): void {
    this.notes?.noteText(text, this.at);
    this.add({ kind: "text", text }, end);
  }

  private add(part: Inline, end: number): void {
    this.pieces.push(part);
    this.at = end;
  }
}
