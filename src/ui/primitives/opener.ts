/** What a dialog was opened from. If that was in another dialog, `outer` is what opened that one. */
export interface Opener {
  element: HTMLElement;
  outer: Opener | null;
}

const openers = new WeakMap<Element, Opener | null>();
let pressed: HTMLElement | null = null;

/**
 * Notes which button was pressed last. Safari gives buttons no focus when they are pressed, and others not on every
 * system, so the focus alone does not tell what opened a dialog.
 */
export function watchPresses(): () => void {
  const ending = new AbortController();
  const options = { capture: true, signal: ending.signal };
  document.addEventListener(
    "pointerdown",
    ({ target }) => {
      pressed = target instanceof Element ? target.closest<HTMLElement>("a, button") : null;
    },
    options,
  );
  document.addEventListener("keydown", () => (pressed = null), options);
  return () => ending.abort();
}

/** What opens a dialog at this moment: ask before its first control takes the focus. */
export function findOpener(): Opener | null {
  if (typeof document === "undefined") return null;
  const active = document.activeElement;
  const from = active instanceof HTMLElement && active !== document.body ? active : pressed;
  const element = findMenuButton(from) ?? from;
  if (!element) return null;
  const dialog = element.closest("[role=dialog], [role=alertdialog]");
  return { element, outer: (dialog && openers.get(dialog)) ?? null };
}

/** The items of a menu are gone with it. Its button stays. */
function findMenuButton(from: HTMLElement | null): HTMLElement | null {
  const id = from?.closest("[role=menu]")?.getAttribute("aria-labelledby");
  return id ? document.getElementById(id) : null;
}

/** Remembers from what a dialog was opened. What is opened from within it comes back to that, once it is gone. */
export function noteOpener(dialog: Element | null, opener: Opener | null): void {
  if (dialog) openers.set(dialog, opener);
}

/** The nearest of them that is still in the page. */
export function findReturn(opener: Opener | null): HTMLElement | null {
  for (let at = opener; at; at = at.outer) if (at.element.isConnected) return at.element;
  return null;
}
