/** Where the focus goes back to when a dialog about a guest closes: the row, not a button that has become another. */
export function toRowId(guestId: string): string {
  return `guest-${guestId}`;
}

export function findRow(guestId: string): HTMLElement | null {
  return document.getElementById(toRowId(guestId));
}
