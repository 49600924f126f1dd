"use client";

import { useEffect, useState } from "react";
import type { ListRange } from "react-virtuoso";
import { useAttention } from "../shell/use-attention";
import type { UnreadPlace } from "./message-dividers";

interface FirstUnread {
  /** The seq after which the unread part begins. */
  line: number | null;
  /** The line of the unread part whose start the user has seen already. */
  seenLine: number | null;
  onSeen: (line: number) => void;
  /** Whether the list has found its place. */
  settled: boolean;
  /** The index of the first unread message; null if it is not loaded. */
  index: number | null;
  /** The rows that are rendered. */
  range: ListRange | null;
  /** The first seq that is loaded. */
  from: number;
}

/**
 * Whether to offer a way to the first unread message: while it is above, until the user has seen it or gone past it.
 */
export function useFirstUnread(unread: FirstUnread) {
  const { line, seenLine, onSeen, settled } = unread;
  const [rendered, notePlace] = useState<UnreadPlace>(null);
  const [lineAbove, setLineAbove] = useState<number | null>(null);
  const attention = useAttention();
  const place = settled && line !== null ? (rendered ?? findPlace(unread)) : null;
  if (place === "above" && lineAbove !== line) setLineAbove(line);
  const isPassed = place === "seen" || (place === "below" && lineAbove === line);

  useEffect(() => {
    if (isPassed && attention && line !== null) onSeen(line);
  }, [isPassed, attention, onSeen, line]);

  return { notePlace, isAbove: place === "above" && seenLine !== line };
}

/** Where it is while it is not rendered. Null for a row that is just being rendered. */
function findPlace({ line, index, range, from }: FirstUnread): UnreadPlace {
  if (index === null) return line !== null && line + 1 < from ? "above" : null;
  if (range === null) return null;
  if (index < range.startIndex) return "above";
  return index > range.endIndex ? "below" : null;
}
