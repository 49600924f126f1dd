import { type Fence, readFence, readFenceEnd } from "@/lib/markdown/read-line";
import { replaceText } from "./replace-text";

/** The marks before what stands in a quote or a list item, and the indentation of the lines below. */
const MARKS = /^(?: {0,3}(?:>|(?:[-*+]|\d{1,3}[.)])(?= )) ?)*/;
const INDENT = /^[ \t>]*/;
const ITEM = /^(\s*)([-*+]|(\d{1,9})([.)]))( +)(\[[ xX]\] +)?/;

/**
 * A new line in a field where something goes on: in a block of code, and in a list if a new line is wanted.
 * @returns whether there is one. Enter may then not send.
 */
export function goOnAtEnter(field: HTMLTextAreaElement, isNewLine: boolean): boolean {
  const { value, selectionStart, selectionEnd } = field;
  const before = value.slice(0, selectionStart);
  const line = before.slice(before.lastIndexOf("\n") + 1);
  const indent = indentInFence(before);
  if (indent !== null) {
    replaceText(field, selectionStart, selectionEnd, `\n${indent}`);
    return true;
  }
  const item = isNewLine ? ITEM.exec(line) : null;
  if (!item) return false;
  const isEmpty = line.trimEnd().length <= item[0].trimEnd().length;
  // An empty item ends its list.
  if (isEmpty) replaceText(field, selectionStart - line.length, selectionEnd, "");
  else replaceText(field, selectionStart, selectionEnd, `\n${nextItem(item)}`);
  return true;
}

/** A block of code that is not closed. */
interface OpenFence {
  fence: Fence;
  /** The marks of the quotes and list items that it is in. */
  marks: string;
  /** The line that opens it. */
  first: number;
}

/** What a new line begins with in the block of code inside of which a text ends; null outside of code. */
function indentInFence(text: string): string | null {
  let open: OpenFence | null = null;
  const lines = text.split("\n");
  for (const [at, line] of lines.entries()) {
    if (open) {
      const code: string = open.marks === "" ? line : line.replace(INDENT, "");
      if (readFenceEnd(code, open.fence) !== null) open = null;
    } else {
      const marks = MARKS.exec(line)?.[0] ?? "";
      const fence = readFence(line.slice(marks.length));
      open = fence && { fence, marks, first: at };
    }
  }
  if (!open) return null;
  const { marks, first } = open;
  if (first === lines.length - 1) return marks.replace(/[^>\s]/g, " ");
  const indent = marks.includes(">") ? INDENT : /^[ \t]*/;
  return indent.exec(lines.at(-1) ?? "")?.[0] ?? "";
}

function nextItem([, indent = "", mark = "", number, sign = "", gap = " ", box]: RegExpExecArray) {
  const next = number === undefined ? mark : `${Number(number) + 1}${sign}`;
  return `${indent}${next}${gap}${box ? "[ ] " : ""}`;
}
