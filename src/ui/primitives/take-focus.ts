/** For use as a `ref`: focuses the field as soon as it is mounted, with the caret after its text. */
export function takeFocus(field: HTMLInputElement | null): void {
  field?.focus();
  field?.setSelectionRange(field.value.length, field.value.length);
}
