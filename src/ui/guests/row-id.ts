/** Where the focus goes back to when a dialog about a guest closes: the row, not a button that has become another. */
export function toRowId(guestId: string): string {
  return `guest-${guestId}`;
}

export function findRow(guestId: string): HTMLElement | null {
  return document.getElementById(toRowId(guestId));
}

/** What is left to stand on when the last pending invitation is gone. */
export const INVITE_BUTTON_ID = "invite-guest";
