"use client";

import { useState } from "react";
import type { ListItem } from "./group-messages";

const MIDDLE = 1_000_000;

/**
 * The index of the first line, for a virtual list that keeps its scroll position. It decreases by the number of lines
 * that are put before the first one. The seq cannot be the index, because not every message is a line.
 */
export function useFirstIndex(items: ListItem[]): number {
  const first = items[0]?.key;
  const [anchor, setAnchor] = useState({ key: first, index: MIDDLE });
  if (first === anchor.key) return anchor.index;
  const put = items.findIndex((item) => item.key === anchor.key);
  const next = { key: first, index: put > 0 ? anchor.index - put : anchor.index };
  setAnchor(next);
  return next.index;
}
