/**
 * The id of a guest's row. When a dialog about the guest closes, the focus goes to the row: the button that opened it
 * may be another one by then.
 */
export function toRowId(guestId: string): string {
  return `guest-${guestId}`;
}

export function findRow(guestId: string): HTMLElement | null {
  return document.getElementById(toRowId(guestId));
}
