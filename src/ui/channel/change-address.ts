/**
 * Changes the address without asking the server for a page: `path` with its query, as a new entry of the history
 * or in place of this one. Next's router hears of it by functions of its own on `window.history`, which it puts
 * there a moment after the page came alive; an entry made before would be one that nobody can come back to, so
 * what is pressed in that moment waits for it.
 */
export function changeAddress(path: string, { replace = false } = {}): void {
  if (!Object.hasOwn(window.history, "pushState")) {
    setTimeout(changeAddress, 10, path, { replace });
  } else if (replace) window.history.replaceState(null, "", path);
  else window.history.pushState(null, "", path);
}
