import type { Block, Inline } from "./nodes";
import { parseInlines } from "./parse-inlines";
import {
  beginsQuote,
  type Bullet,
  countIndent,
  expandIndent,
  type Fence,
  isBlank,
  isRule,
  MAX_INDENT,
  readBullet,
  readFence,
  readFenceEnd,
  readHeading,
  readQuote,
} from "./read-line";
import { joinLines, type SourceLine, type SourceText } from "./source-text";
import { beginTable, continuesTable, type TableLines, toTable } from "./table";

/** The deepest nesting that is parsed. People do not write deeper, and a thousand levels would crash the page. */
const MAX_DEPTH = 8;

/** A block that contains other blocks, as long as lines may be added to it. */
interface Container {
  kind: "body" | "quote" | "item";
  blocks: Block[];
  /** For an item: how far its lines are indented. */
  width: number;
  /** For an item: whether it has no content yet. A blank line then ends it. */
  isEmpty: boolean;
  /** The mark of the last list in it, or null. */
  listMark: string | null;
}

/** The block that the last line belongs to, as long as more lines may be added to it. */
type Leaf =
  | { kind: "paragraph"; lines: SourceLine[] }
  | { kind: "fence"; fence: Fence; lines: string[] }
  | { kind: "table"; table: TableLines };

/** Parses the text of a paragraph, a heading or a cell. `isQuoted` is whether it is in a quote. */
export type ParseText = (text: SourceText, isQuoted: boolean) => Inline[];

/**
 * Parses a body into blocks, as CommonMark describes it. Each line passes once through the quotes and items that are
 * open. It is read a few times for each level, there are few levels, and it is never read again later.
 */
export function parseBlocks(
  body: string,
  parseText: ParseText = ({ text }) => parseInlines(text),
): Block[] {
  const reader = new BlockReader(parseText);
  for (const { text, end } of splitLines(body)) reader.take(text, end);
  return reader.finish();
}

function* splitLines(body: string): Generator<SourceLine> {
  let start = 0;
  for (const { index, 0: sign } of body.matchAll(/\r\n?|\n/g)) {
    yield { text: body.slice(start, index), end: index };
    start = index + sign.length;
  }
  yield { text: body.slice(start), end: body.length };
}

class BlockReader {
  private readonly body = open("body");
  private readonly containers: Container[] = [this.body];
  private leaf: Leaf | null = null;
  /** Where the line that is read ends in the body. */
  private end = 0;

  constructor(private readonly parseText: ParseText) {}

  take(line: string, end: number): void {
    this.end = end;
    let rest = line;
    let column = 0;
    let matched = 1;
    for (; matched < this.containers.length; matched++) {
      const inner = enter(this.containers[matched] as Container, rest, column);
      if (inner === null) break;
      column += Math.max(0, rest.length - inner.length);
      rest = inner;
    }
    const isInside = matched === this.containers.length;
    if (this.leaf?.kind === "fence" && isInside) return this.takeCode(this.leaf, rest);
    let hasBegun = false;
    for (;;) {
      const begun = this.begin(rest, column, matched, isInside && !hasBegun);
      if (begun === null) break;
      if (begun === "whole line") return;
      column += Math.max(0, rest.length - begun.length);
      rest = begun;
      matched += 1;
      hasBegun = true;
    }
    this.takeText(rest, matched, isInside || hasBegun);
  }

  finish(): Block[] {
    this.close(1);
    this.finishLeaf();
    return this.body.blocks;
  }

  /**
   * Begins a block, if the line does.
   * @param isInside whether the line belongs to every open container, so that it may continue a paragraph
   * @returns the text after the mark of a quote or an item; "whole line" if the block takes all of it; null if the line
   * begins no block
   */
  private begin(rest: string, column: number, matched: number, isInside: boolean) {
    const indent = countIndent(expandIndent(rest, column));
    if (indent > MAX_INDENT || isBlank(rest)) return null;
    const line = indent === 0 ? rest : expandIndent(rest, column);
    const heading = readHeading(line);
    if (heading !== null) {
      const { blocks } = this.enterAt(matched);
      const source = this.end - line.length + heading.start;
      const text = { text: heading.text, parts: [{ at: 0, source }] };
      blocks.push({ kind: "heading", parts: this.parse(text) });
      return "whole line" as const;
    }
    const fence = readFence(line);
    if (fence) {
      this.enterAt(matched);
      this.leaf = { kind: "fence", fence, lines: fence.first === null ? [] : [fence.first] };
      return "whole line" as const;
    }
    if (matched > MAX_DEPTH) return null;
    const quoted = beginsQuote(line) ? readQuote(line, column) : null;
    if (quoted !== null) {
      const { blocks } = this.enterAt(matched);
      const quote = open("quote");
      blocks.push({ kind: "quote", blocks: quote.blocks });
      this.containers.push(quote);
      return quoted;
    }
    if (isInside && this.isHead(line)) return null;
    if (isRule(line)) {
      this.enterAt(matched).blocks.push({ kind: "rule" });
      return "whole line" as const;
    }
    const bullet = readBullet(line, column);
    if (!bullet || !this.mayBegin(bullet, matched, isInside)) return null;
    this.beginItem(this.enterAt(matched), bullet);
    return bullet.rest;
  }

  /**
   * Whether the line is an item. A mark without words is a character, unless it goes on with a list. In a paragraph, so
   * is a number other than 1.
   */
  private mayBegin({ rest, number, mark }: Bullet, matched: number, isInside: boolean): boolean {
    const parent = this.containers[matched - 1];
    const isNext = parent?.listMark === mark && parent.blocks.at(-1)?.kind === "list";
    const isInParagraph = isInside && this.leaf?.kind === "paragraph";
    if (isInParagraph) return rest !== "" && (number === null || /^1\D/.test(number));
    return rest !== "" || isNext;
  }

  /**
   * Whether this line is the delimiter row of a table whose head is the last line of the paragraph. Such a row may look
   * like a list item.
   */
  private isHead(rule: string): boolean {
    const { leaf } = this;
    return leaf?.kind === "paragraph" && this.findTable(leaf.lines, rule) !== null;
  }

  private findTable(lines: SourceLine[], rule: string): TableLines | null {
    const head = lines.at(-1);
    return head ? beginTable(head, this.toLine(rule)) : null;
  }

  private beginItem(parent: Container, bullet: Bullet): void {
    const { mark, number, checked, width, rest } = bullet;
    const item = { ...open("item"), width, isEmpty: rest === "" };
    const last = parent.blocks.at(-1);
    const isNext = last?.kind === "list" && parent.listMark === mark;
    const list = isNext ? last : toList(number !== null);
    if (list !== last) parent.blocks.push(list);
    if (mark === "+" && parent.listMark === "-") showSigns(last);
    list.items.push({ sign: number ?? signOf(mark, last), checked, blocks: item.blocks });
    parent.listMark = mark;
    this.containers.push(item);
  }

  private takeText(rest: string, matched: number, isInside: boolean): void {
    if (isBlank(rest)) {
      this.close(matched);
      this.finishLeaf();
      return;
    }
    const { leaf } = this;
    if (isInside && leaf?.kind === "table" && continuesTable(rest)) {
      leaf.table.lines.push(this.toLine(rest));
      return;
    }
    // A line without the mark of the quote or item before it stands on its own.
    if (isInside && leaf?.kind === "paragraph") {
      if (!this.beginTableUnder(leaf.lines, rest)) leaf.lines.push(this.toLine(rest));
      return;
    }
    this.enterAt(matched);
    this.leaf = { kind: "paragraph", lines: [this.toLine(rest)] };
  }

  private beginTableUnder(lines: SourceLine[], rule: string): boolean {
    const table = this.findTable(lines, rule);
    if (!table) return false;
    lines.pop();
    this.finishLeaf();
    this.leaf = { kind: "table", table };
    return true;
  }

  private takeCode({ fence, lines }: Leaf & { kind: "fence" }, line: string): void {
    const end = readFenceEnd(line, fence);
    const code = end ?? line;
    if (code !== "" || end === null)
      lines.push(code.slice(Math.min(countIndent(code), fence.indent)));
    if (end !== null) this.finishLeaf();
  }

  /** Closes the containers below this level, and returns the one for the next block. */
  private enterAt(count: number): Container {
    const container = this.close(count);
    container.isEmpty = false;
    return container;
  }

  /**
   * Closes all but the outermost `count` containers.
   * @returns the innermost one that is left
   */
  private close(count: number): Container {
    this.finishLeaf();
    this.containers.length = count;
    return this.containers.at(-1) as Container;
  }

  private finishLeaf(): void {
    const { leaf } = this;
    this.leaf = null;
    if (!leaf) return;
    const { blocks } = this.containers.at(-1) as Container;
    if (leaf.kind === "paragraph") this.pushParagraph(blocks, leaf.lines);
    else if (leaf.kind === "fence") blocks.push(toFence(leaf.fence, leaf.lines));
    else {
      const table = toTable(leaf.table, (text) => this.parse(text));
      if (table) blocks.push(table);
      else this.pushParagraph(blocks, leaf.table.lines);
    }
  }

  private pushParagraph(blocks: Block[], lines: SourceLine[]): void {
    if (lines.length > 0) blocks.push({ kind: "paragraph", parts: this.parse(joinLines(lines)) });
  }

  private parse(text: SourceText): Inline[] {
    return this.parseText(
      text,
      this.containers.some(({ kind }) => kind === "quote"),
    );
  }

  private toLine(text: string): SourceLine {
    return { text, end: this.end };
  }
}

function open(kind: Container["kind"]): Container {
  return { kind, blocks: [], width: 0, isEmpty: false, listMark: null };
}

/** The rest of a line inside a quote or an item; null if the line does not belong to it. */
function enter(container: Container, line: string, column: number): string | null {
  if (container.kind === "quote") return readQuote(expandIndent(line, column), column);
  if (isBlank(line)) return container.isEmpty ? null : "";
  const expanded = expandIndent(line, column);
  return countIndent(expanded) < container.width ? null : expanded.slice(container.width);
}

type List = Extract<Block, { kind: "list" }>;

function toList(ordered: boolean): List {
  return { kind: "list", ordered, items: [] };
}

function showSigns(block: Block | undefined): void {
  if (block?.kind === "list") for (const item of block.items) item.sign = "-";
}

/** Beside what has a plus, a minus is no bullet. So both signs are shown as they were typed. */
function signOf(mark: string, before: Block | undefined): string | null {
  const signs = before?.kind === "list" ? before.items.map(({ sign }) => sign) : [];
  if (mark === "+") return "+";
  return mark === "-" && (signs.includes("+") || signs.includes("-")) ? "-" : null;
}

function toFence({ language }: Fence, lines: string[]): Block {
  const text = lines.join("\n");
  const endsBlank = lines.length > 0 && (text === "" || text.endsWith("\n"));
  return { kind: "fence", language, text: endsBlank ? `${text}\n` : text };
}
