"use client";

import { type KeyboardEvent, useLayoutEffect, useRef, useState } from "react";

const STEPS: Record<string, (at: number, last: number) => number> = {
  ArrowDown: (at, last) => Math.min(last, at + 1),
  j: (at, last) => Math.min(last, at + 1),
  ArrowUp: (at) => Math.max(0, at - 1),
  k: (at) => Math.max(0, at - 1),
  Home: () => 0,
  End: (_, last) => last,
};

/** Keys that scroll the page unless a row has the focus. */
const OF_THE_PAGE = new Set(["Home", "End", "Enter"]);
/** Elements that handle keys themselves. */
const BUSY =
  "input, textarea, select, [contenteditable], [role=dialog], [role=alertdialog], [role=menu], [role=listbox]";

export interface RowKey<T> {
  key: string;
  row: T;
  /** Whether the row had the focus when the key was pressed. If not, the user has not chosen this row. */
  chosen: boolean;
}

/**
 * Makes a list one stop of the Tab key; arrow keys (or j and k) move between its rows. The keys work anywhere on the
 * page while no field has the focus. They then apply to the row that had the focus last.
 * @param onKey returns whether it handled the key
 */
export function useRowKeys<T extends HTMLElement>(
  count: number,
  onKey: (index: number, pressed: RowKey<T>) => boolean,
) {
  const [current, setCurrent] = useState(0);
  const rows = useRef<(T | null)[]>([]);
  const last = count - 1;
  const here = Math.min(current, last);

  function press(index: number, key: string, chosen: boolean): boolean {
    const row = rows.current[index];
    const step = STEPS[key];
    if (!row) return false;
    if (!step) return onKey(index, { key, row, chosen });
    rows.current[chosen ? step(index, last) : index]?.focus();
    return true;
  }

  function pressOnPage(event: globalThis.KeyboardEvent): void {
    const target = event.target as HTMLElement;
    if (event.defaultPrevented || !isPlain(event) || OF_THE_PAGE.has(event.key)) return;
    if (target.closest(BUSY) || document.querySelector("[role=dialog], [role=alertdialog]")) return;
    const inRow = rows.current[here]?.contains(target) ?? false;
    if (press(here, event.key, inRow)) event.preventDefault();
  }

  const latest = useRef(pressOnPage);
  latest.current = pressOnPage;
  useLayoutEffect(() => {
    const listen = (event: globalThis.KeyboardEvent) => latest.current(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);

  return (index: number) => ({
    ref: (row: T | null) => {
      rows.current[index] = row;
    },
    tabIndex: index === here ? 0 : -1,
    onFocus: () => setCurrent(index),
    onKeyDown: (event: KeyboardEvent<T>) => {
      if (event.target !== event.currentTarget || !isPlain(event)) return;
      if (press(index, event.key, true)) event.preventDefault();
    },
  });
}

function isPlain({
  ctrlKey,
  metaKey,
  altKey,
}: Pick<KeyboardEvent, "ctrlKey" | "metaKey" | "altKey">) {
  return !ctrlKey && !metaKey && !altKey;
}
