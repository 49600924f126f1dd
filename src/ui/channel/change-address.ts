/**
 * Changes the address to `path` (with its query) without asking the server for a page. It adds an entry to the history,
 * or replaces the current one. Next's router notices the change through its own functions on `window.history`. Next
 * installs them a moment after hydration. Nobody could navigate back to an entry that was added before, so an earlier
 * call waits for them.
 */
export function changeAddress(path: string, { replace = false } = {}): void {
  if (!Object.hasOwn(window.history, "pushState")) {
    setTimeout(changeAddress, 10, path, { replace });
  } else if (replace) window.history.replaceState(null, "", path);
  else window.history.pushState(null, "", path);
}
