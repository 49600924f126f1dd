/**
 * Puts a text on the clipboard; only ever after a click. A page that came over plain http has no clipboard: it copies
 * as a person would, from a field in which the text is selected.
 * @returns whether it was copied
 */
export async function copyText(text: string): Promise<boolean> {
  const clipboard = navigator.clipboard as Clipboard | undefined;
  if (!clipboard) return copyFromField(text);
  try {
    await clipboard.writeText(text);
    return true;
  } catch {
    return copyFromField(text);
  }
}

/** The field stands beside what has the focus: a dialog or a menu takes the focus back from all that is outside. */
function copyFromField(text: string): boolean {
  const focused = document.activeElement instanceof HTMLElement ? document.activeElement : null;
  const field = document.createElement("textarea");
  field.value = text;
  field.readOnly = true;
  field.className = "sr-only";
  const beside = focused === document.body ? null : focused?.parentElement;
  (beside ?? document.body).append(field);
  field.select();
  const copied = document.execCommand("copy");
  field.remove();
  focused?.focus();
  return copied;
}
