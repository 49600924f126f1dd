/**
 * Replaces a part of a field as if it had been typed: the browser can undo it, and the page hears of it. The caret is
 * then behind the new text.
 */
export function replaceText(
  field: HTMLTextAreaElement,
  start: number,
  end: number,
  text: string,
): void {
  field.focus();
  field.setSelectionRange(start, end);
  if (start === end && text === "") return;
  const isDone =
    text === "" ? document.execCommand("delete") : document.execCommand("insertText", false, text);
  if (isDone) return;
  field.setRangeText(text, start, end, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText" }));
}
