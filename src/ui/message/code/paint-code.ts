import { findLanguage, type Language } from "./languages";

export type Colour = "keyword" | "text" | "name" | "field" | "comment";

export interface Painted {
  value: string;
  colour: Colour | null;
}

const WORD = /[\p{L}_$@][\p{L}\p{N}_$-]*/uy;
const NUMBER = /\d[\w.]*/y;
const TAG = /<\/?[a-z][\w:-]*|<[!?][a-z]+/iy;
const COLON = /[ \t]*[:=](?!=)/y;
const PLAIN = /[^\p{L}\p{N}_$@"'`/#<>;-]+/uy;

/**
 * Code in pieces of one colour; null if the language is unknown. It knows words, texts and comments, no grammar. It goes
 * through the code once, so it takes a bounded time whatever somebody has written.
 */
export function paintCode(code: string, name: string): Painted[] | null {
  if (/^(?:diff|patch)$/i.test(name)) return paintDiff(code);
  const language = findLanguage(name);
  return language ? new Painter(code, language).paint() : null;
}

class Painter {
  private readonly painted: Painted[] = [];
  private at = 0;
  private isInTag = false;

  constructor(
    private readonly code: string,
    private readonly language: Language,
  ) {}

  paint(): Painted[] {
    while (this.at < this.code.length) {
      const isTaken = this.takeComment() || this.takeText() || this.takeTag() || this.takeWord();
      if (!isTaken) this.take(this.match(PLAIN) || 1, null);
    }
    return this.painted;
  }

  private takeComment(): boolean {
    const { code, at } = this;
    const { lineComments, comment } = this.language;
    if (comment && code.startsWith(comment[0], at)) {
      return this.take(this.findEnd(comment[1], at + comment[0].length), "comment");
    }
    const mark = lineComments.find((one) => code.startsWith(one, at));
    // `#` within a word is no comment: `$#`, `a#b`.
    if (!mark || (mark.length === 1 && /\S/.test(code[at - 1] ?? "\n"))) return false;
    return this.take(this.findEnd("\n", at) - (code.includes("\n", at) ? 1 : 0), "comment");
  }

  private takeText(): boolean {
    const { code, at, language } = this;
    if (language.isMarkup && !this.isInTag) return false;
    const long = language.longQuotes.find((quote) => code.startsWith(quote, at));
    const sign = code[at] ?? "";
    if (long === undefined && !language.quotes.includes(sign)) return false;
    const length = this.findQuote(long ?? sign, long !== undefined);
    return this.take(length, this.isKey(at + length) ? "field" : "text");
  }

  private takeTag(): boolean {
    if (!this.language.isMarkup) return false;
    if (this.code[this.at] === ">") this.isInTag = false;
    const length = this.match(TAG);
    if (length > 0) this.isInTag = true;
    return length > 0 && this.take(length, "keyword");
  }

  private takeWord(): boolean {
    const { code, at, language } = this;
    const number = this.match(NUMBER);
    if (number > 0) return this.take(number, language.isMarkup ? null : "name");
    const length = this.match(WORD);
    if (length === 0) return false;
    return this.take(length, this.colourOf(code.slice(at, at + length), at + length));
  }

  private colourOf(word: string, end: number): Colour | null {
    const { keywords, ignoresCase, isMarkup } = this.language;
    if (isMarkup) return this.isInTag ? "field" : null;
    if (keywords.has(ignoresCase ? word.toLowerCase() : word)) return "keyword";
    if (this.isKey(end) || this.code[end] === "(") return "field";
    return /^@|^\p{Lu}/u.test(word) ? "name" : null;
  }

  private isKey(end: number): boolean {
    COLON.lastIndex = end;
    return this.language.hasKeys === true && COLON.test(this.code);
  }

  /** The length up to the closing sign. A short text ends with its line, a long one with the code. */
  private findQuote(quote: string, isLong: boolean): number {
    const { code, at } = this;
    let end = at + quote.length;
    while (end < code.length) {
      if (code[end] === "\\") end += 2;
      else if (code.startsWith(quote, end)) return end + quote.length - at;
      else if (code[end] === "\n" && !isLong) break;
      else end += 1;
    }
    return Math.min(end, code.length) - at;
  }

  private findEnd(mark: string, from: number): number {
    const found = this.code.indexOf(mark, from);
    return (found < 0 ? this.code.length : found + mark.length) - this.at;
  }

  private match(pattern: RegExp): number {
    pattern.lastIndex = this.at;
    return pattern.exec(this.code)?.[0].length ?? 0;
  }

  private take(length: number, colour: Colour | null): true {
    add(this.painted, this.code.slice(this.at, this.at + length), colour);
    this.at += length;
    return true;
  }
}

function paintDiff(code: string): Painted[] {
  const colours: Record<string, Colour> = { "+": "text", "-": "name", "@": "keyword" };
  const painted: Painted[] = [];
  for (const line of code.split(/(?<=\n)/)) add(painted, line, colours[line[0] ?? ""] ?? null);
  return painted;
}

function add(painted: Painted[], value: string, colour: Colour | null): void {
  const last = painted.at(-1);
  if (last?.colour === colour) last.value += value;
  else painted.push({ value, colour });
}
