"use client";

import { type KeyboardEvent, useRef, useState } from "react";

const STEPS: Record<string, (at: number, last: number) => number> = {
  ArrowDown: (at, last) => Math.min(last, at + 1),
  j: (at, last) => Math.min(last, at + 1),
  ArrowUp: (at) => Math.max(0, at - 1),
  k: (at) => Math.max(0, at - 1),
  Home: () => 0,
  End: (_, last) => last,
};

/** One stop of the Tab key for a whole list; arrows (or j and k) move between its rows. */
export function useRowKeys<T extends HTMLElement>(
  count: number,
  onKey: (index: number, event: KeyboardEvent<T>) => void,
) {
  const [current, setCurrent] = useState(0);
  const rows = useRef<(T | null)[]>([]);
  const last = count - 1;

  return (index: number) => ({
    ref: (row: T | null) => {
      rows.current[index] = row;
    },
    tabIndex: index === Math.min(current, last) ? 0 : -1,
    onFocus: () => setCurrent(index),
    onKeyDown: (event: KeyboardEvent<T>) => {
      const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
      if (event.target !== event.currentTarget || !plain) return;
      const step = STEPS[event.key];
      if (!step) return onKey(index, event);
      event.preventDefault();
      rows.current[step(index, last)]?.focus();
    },
  });
}
