import { enter, openContainer } from "./containers";
import { beginItem, mayBeginItem } from "./list-items";
import type { Block } from "./nodes";
import { type Leaf, OpenBlocks, type ParseText } from "./open-blocks";
import { parseInlines } from "./parse-inlines";
import {
  beginsQuote,
  countIndent,
  expandIndent,
  isBlank,
  isRule,
  MAX_INDENT,
  readBullet,
  readFence,
  readFenceEnd,
  readHeading,
  readQuote,
} from "./read-line";
import type { SourceLine } from "./source-text";
import { beginTable, continuesTable } from "./table";

/** The deepest nesting that is parsed. People do not write deeper, and a thousand levels would crash the page. */
const MAX_DEPTH = 8;

/**
 * Parses a body into blocks, as CommonMark describes it. Each line passes once through the quotes and items that are
 * open. It is read a few times for each level, there are few levels, and it is never read again later.
 */
export function parseBlocks(
  body: string,
  parseText: ParseText = ({ text }) => parseInlines(text),
): Block[] {
  const open = new OpenBlocks(parseText);
  for (const line of splitLines(body)) new LineReader(open, line).read();
  return open.finish();
}

function* splitLines(body: string): Generator<SourceLine> {
  let start = 0;
  for (const { index, 0: sign } of body.matchAll(/\r\n?|\n/g)) {
    yield { text: body.slice(start, index), end: index };
    start = index + sign.length;
  }
  yield { text: body.slice(start), end: body.length };
}

/** Reads one line: it goes on with the blocks that are open, or closes some of them and begins others. */
class LineReader {
  /** What is left of the line, the column where that begins, and how many containers it is in. */
  private rest: string;
  private column = 0;
  private level = 1;
  private readonly isInside: boolean;

  constructor(
    private readonly open: OpenBlocks,
    private readonly line: SourceLine,
  ) {
    this.rest = line.text;
    for (const container of open.containers.slice(1)) {
      const inner = enter(container, this.rest, this.column);
      if (inner === null) break;
      this.goInto(inner);
    }
    this.isInside = this.level === open.containers.length;
  }

  /** Goes on behind the mark of a quote or an item. */
  private goInto(rest: string): void {
    this.column += Math.max(0, this.rest.length - rest.length);
    this.rest = rest;
    this.level += 1;
  }

  read(): void {
    const { leaf } = this;
    if (leaf?.kind === "fence") this.takeCode(leaf);
    // Before anything else: a delimiter row may look like an item or a thematic break.
    else if (leaf?.kind !== "paragraph" || !this.beginTable(leaf.lines)) {
      while (this.beginContainer());
      if (!this.beginLeaf()) this.takeText();
    }
  }

  /** The leaf that the line may go on with. It must have the marks of all quotes and items around it. */
  private get leaf(): Leaf | null {
    return this.isInside ? this.open.leaf : null;
  }

  private takeCode({ fence, lines }: Leaf & { kind: "fence" }): void {
    const end = readFenceEnd(this.rest, fence);
    const code = end ?? this.rest;
    if (code !== "" || end === null)
      lines.push(code.slice(Math.min(countIndent(code), fence.indent)));
    if (end !== null) this.open.finishLeaf();
  }

  /** Begins a table, if this is the delimiter row under the last line of the paragraph. */
  private beginTable(lines: SourceLine[]): boolean {
    const head = lines.at(-1);
    const table = head ? beginTable(head, this.toLine(this.rest)) : null;
    if (!table) return false;
    lines.pop();
    this.open.finishLeaf();
    this.open.leaf = { kind: "table", table };
    return true;
  }

  /** Begins a quote or an item, if the rest of the line does. */
  private beginContainer(): boolean {
    const start = this.readStart();
    if (start === null || this.level > MAX_DEPTH) return false;
    const quoted = beginsQuote(start) ? readQuote(start, this.column) : null;
    if (quoted !== null) {
      const quote = openContainer("quote");
      this.open.enterAt(this.level).blocks.push({ kind: "quote", blocks: quote.blocks });
      this.open.containers.push(quote);
      this.goInto(quoted);
      return true;
    }
    const bullet = readBullet(start, this.column);
    const isInParagraph = this.leaf?.kind === "paragraph";
    if (!bullet || !mayBeginItem(this.open.containers[this.level - 1], bullet, isInParagraph))
      return false;
    this.open.containers.push(beginItem(this.open.enterAt(this.level), bullet));
    this.goInto(bullet.rest);
    return true;
  }

  /** Begins a block that takes the rest of the line, if it does: a heading, code, or a thematic break. */
  private beginLeaf(): boolean {
    const start = this.readStart();
    if (start === null) return false;
    const heading = readHeading(start);
    if (heading) {
      const { blocks } = this.open.enterAt(this.level);
      const source = this.line.end - start.length + heading.start;
      const text = { text: heading.text, parts: [{ at: 0, source }] };
      blocks.push({ kind: "heading", parts: this.open.parse(text) });
      return true;
    }
    const fence = readFence(start);
    if (fence) {
      this.open.enterAt(this.level);
      this.open.leaf = { kind: "fence", fence, lines: fence.first === null ? [] : [fence.first] };
      return true;
    }
    if (this.level > MAX_DEPTH || !isRule(start)) return false;
    this.open.enterAt(this.level).blocks.push({ kind: "rule" });
    return true;
  }

  /** The rest of the line, if a block may begin there: it is not blank, and not indented like code. */
  private readStart(): string | null {
    const { rest, column } = this;
    const expanded = expandIndent(rest, column);
    return countIndent(expanded) > MAX_INDENT || isBlank(rest) ? null : expanded;
  }

  private takeText(): void {
    const { open, leaf, rest } = this;
    if (isBlank(rest)) open.close(this.level);
    else if (leaf?.kind === "table" && continuesTable(rest))
      leaf.table.lines.push(this.toLine(rest));
    else if (leaf?.kind === "paragraph") leaf.lines.push(this.toLine(rest));
    else {
      open.enterAt(this.level);
      open.leaf = { kind: "paragraph", lines: [this.toLine(rest)] };
    }
  }

  private toLine(text: string): SourceLine {
    return { text, end: this.line.end };
  }
}
