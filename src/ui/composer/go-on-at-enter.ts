import { type Fence, readFence, readFenceEnd } from "@/lib/markdown/read-line";
import { replaceText } from "./replace-text";

const ITEM = /^(\s*)([-*+]|(\d{1,9})([.)]))( +)(\[[ xX]\] +)?/;

/**
 * A new line in a field where something goes on: in a block of code, and in a list if a new line is wanted.
 * @returns whether there is one. Enter may then not send.
 */
export function goOnAtEnter(field: HTMLTextAreaElement, isNewLine: boolean): boolean {
  const { value, selectionStart, selectionEnd } = field;
  const before = value.slice(0, selectionStart);
  const line = before.slice(before.lastIndexOf("\n") + 1);
  if (isInFence(before)) {
    const indent = /^[ \t]*/.exec(line)?.[0] ?? "";
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

/** Whether a text ends inside of a block of code. */
function isInFence(text: string): boolean {
  let open: Fence | null = null;
  for (const line of text.split("\n")) {
    if (!open) open = readFence(line);
    else if (readFenceEnd(line, open) !== null) open = null;
  }
  return open !== null;
}

function nextItem([, indent = "", mark = "", number, sign = "", gap = " ", box]: RegExpExecArray) {
  const next = number === undefined ? mark : `${Number(number) + 1}${sign}`;
  return `${indent}${next}${gap}${box ? "[ ] " : ""}`;
}
