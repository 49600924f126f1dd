import type { Block } from "./nodes";
import { countIndent, expandIndent, isBlank, readQuote } from "./read-line";

/** A block that contains other blocks, as long as lines may be added to it. */
export interface Container {
  kind: "body" | "quote" | "item";
  blocks: Block[];
  /** For an item: how far its lines are indented. */
  width: number;
  /** For an item: whether it has no content yet. A blank line then ends it. */
  isEmpty: boolean;
  /** The mark of the last list in it, or null. */
  listMark: string | null;
}

export function openContainer(kind: Container["kind"]): Container {
  return { kind, blocks: [], width: 0, isEmpty: false, listMark: null };
}

/** The rest of a line inside a quote or an item; null if the line does not belong to it. */
export function enter(container: Container, line: string, column: number): string | null {
  if (container.kind === "quote") return readQuote(expandIndent(line, column), column);
  if (isBlank(line)) return container.isEmpty ? null : "";
  const expanded = expandIndent(line, column);
  return countIndent(expanded) < container.width ? null : expanded.slice(container.width);
}
