"use client";

import { useRef, useState } from "react";

export interface Selection {
  ids: ReadonlySet<string>;
  /**
   * Selects a row, or takes it out.
   * @param through with all rows between this one and the one before: for a click with Shift
   */
  toggle: (id: string, through?: boolean) => void;
  /** Selects these, and nobody else. */
  choose: (ids: string[]) => void;
  clear: () => void;
}

/** Which rows are selected. @param shown the ids of the rows, in their order */
export function useSelection(shown: string[]): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const last = useRef<string | null>(null);

  function toggle(id: string, through = false): void {
    const selects = !ids.has(id);
    const next = new Set(ids);
    for (const one of through ? between(shown, last.current ?? id, id) : [id]) {
      if (selects) next.add(one);
      else next.delete(one);
    }
    last.current = id;
    setIds(next);
  }

  return {
    ids,
    toggle,
    choose: (all) => setIds(new Set(all)),
    clear: () => setIds(new Set()),
  };
}

function between(shown: string[], one: string, other: string): string[] {
  const [from, to] = [shown.indexOf(one), shown.indexOf(other)];
  if (from < 0 || to < 0) return [other];
  return shown.slice(Math.min(from, to), Math.max(from, to) + 1);
}
