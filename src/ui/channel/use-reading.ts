"use client";

import { useEffect, useState } from "react";
import type { Channel } from "@/lib/api-types";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useAttention } from "../shell/use-attention";

/**
 * Marks what is looked at as read, and remembers where the new part begins: at the last read
 * message when the channel was opened, wherever one looked away, and where one marked it unread.
 * What was marked unread stays so until one looks away and back.
 * @returns the seq after which the line "New" stands, or null
 */
export function useReading(channel: Channel, atNewest: boolean): number | null {
  const { reading } = useRealtime();
  const { id, lastSeq, lastReadSeq, joined } = channel;
  const attention = useAttention();
  const [held, setHeld] = useState(false);
  const [line, setLine] = useState<number | null>(() =>
    joined && lastReadSeq < lastSeq ? lastReadSeq : null,
  );
  const looking = attention && atNewest && joined && !held;
  const [before, setBefore] = useState({ looking, lastReadSeq });

  if (before.looking !== looking || before.lastReadSeq !== lastReadSeq) {
    setBefore({ looking, lastReadSeq });
    if (lastReadSeq < before.lastReadSeq) {
      setLine(lastReadSeq);
      setHeld(true);
    } else if (before.looking !== looking) {
      // Scrolling up to where the new part begins must not take it away.
      const done = !attention || line === null;
      if (!looking && lastReadSeq >= lastSeq && done) setLine(lastSeq);
      if (looking && line !== null && line >= lastSeq) setLine(null);
    }
  }
  if (held && !attention) setHeld(false);

  useEffect(() => {
    if (looking) reading.mark(id, lastSeq);
  }, [reading, looking, id, lastSeq]);

  return line;
}
