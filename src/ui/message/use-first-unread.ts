"use client";

import { useCallback, useEffect, useState } from "react";
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
  at: number | null;
  /** The index of the first row that is rendered. */
  top: number | null;
  /** The first seq that is loaded. */
  from: number;
}

/** Whether to offer a way to the first unread message: while it is above, until the user has seen it or gone past it. */
export function useFirstUnread(unread: FirstUnread) {
  const { line, seenLine, onSeen, settled, at, top, from } = unread;
  const [place, setPlace] = useState<UnreadPlace>(null);
  const notePlace = useCallback((next: UnreadPlace) => {
    setPlace((before) => (before === "above" && next === "below" ? "seen" : next));
  }, []);
  const attention = useAttention();
  const open = settled && line !== null && seenLine !== line;
  const sees = open && attention && place === "seen";

  useEffect(() => {
    if (sees) onSeen(line);
  }, [sees, onSeen, line]);

  const isUnloaded = at === null && line !== null && line + 1 < from;
  const isUnrendered = at !== null && place === null && top !== null && at < top;
  return { notePlace, isAbove: open && (isUnloaded || isUnrendered || place === "above") };
}
