import { type Container, openContainer } from "./containers";
import type { Block, Inline } from "./nodes";
import type { Fence } from "./read-line";
import { joinLines, type SourceLine, type SourceText } from "./source-text";
import { type TableLines, toTable } from "./table";

/** The block that the last line belongs to, as long as more lines may be added to it. */
export type Leaf =
  | { kind: "paragraph"; lines: SourceLine[] }
  | { kind: "fence"; fence: Fence; lines: string[] }
  | { kind: "table"; table: TableLines };

/** Parses the text of a paragraph, a heading or a cell. `isQuoted` is whether it is in a quote. */
export type ParseText = (text: SourceText, isQuoted: boolean) => Inline[];

/** The blocks that are still open at a line: one in the other, and a leaf in the innermost. */
export class OpenBlocks {
  leaf: Leaf | null = null;
  readonly containers: Container[] = [openContainer("body")];

  constructor(private readonly parseText: ParseText) {}

  /** Closes the containers below this level, and returns the one for the next block. */
  enterAt(count: number): Container {
    const container = this.close(count);
    container.isEmpty = false;
    return container;
  }

  /**
   * Closes all but the outermost `count` containers.
   * @returns the innermost one that is left
   */
  close(count: number): Container {
    this.finishLeaf();
    this.containers.length = count;
    return this.containers.at(-1) as Container;
  }

  finishLeaf(): void {
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

  /** Parses text that belongs to the innermost container. */
  parse(text: SourceText): Inline[] {
    const isQuoted = this.containers.some(({ kind }) => kind === "quote");
    return this.parseText(text, isQuoted);
  }

  finish(): Block[] {
    return this.close(1).blocks;
  }

  private pushParagraph(blocks: Block[], lines: SourceLine[]): void {
    if (lines.length > 0) blocks.push({ kind: "paragraph", parts: this.parse(joinLines(lines)) });
  }
}

function toFence({ language }: Fence, lines: string[]): Block {
  const text = lines.join("\n");
  const endsBlank = lines.length > 0 && (text === "" || text.endsWith("\n"));
  return { kind: "fence", language, text: endsBlank ? `${text}\n` : text };
}
