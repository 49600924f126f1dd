/** As a `ref`: the field has the focus in the moment in which it stands, its caret behind what is in it. */
export function takeFocus(field: HTMLInputElement | null): void {
  field?.focus();
  field?.setSelectionRange(field.value.length, field.value.length);
}
