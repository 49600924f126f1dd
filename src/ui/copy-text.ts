/**
 * Puts a text on the clipboard. Browsers allow it only after a click. A page that came over plain http has no clipboard
 * API; it selects the text in a field and copies from there.
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

/**
 * The field is added beside the focused element: an open dialog or menu takes the focus away from everything outside of
 * it.
 */
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
