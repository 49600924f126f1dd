"use client";

import { useCallback, useEffect, useState } from "react";
import type { Channel } from "@/lib/api-types";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useAttention } from "../shell/use-attention";

/**
 * Marks a channel as read while the user looks at its newest messages, and remembers where the unread part begins:
 * after the last read message when the channel was opened, when the user looked away, or where the user marked a
 * message as unread. Messages marked as unread stay unread until the user looks away and comes back.
 * @returns `line`, the seq after which the line "New" is shown, or null; and `endPart`, for when the user writes: what
 * was there has then been read
 */
export function useReading(channel: Channel, atNewest: boolean) {
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
      // Scrolling up to the start of the unread part must not remove the line.
      const done = !attention || line === null;
      if (!looking && lastReadSeq >= lastSeq && done) setLine(lastSeq);
      if (looking && line !== null && line >= lastSeq) setLine(null);
    }
  }
  if (held && !attention) setHeld(false);

  useEffect(() => {
    if (looking) reading.mark(id, lastSeq);
  }, [reading, looking, id, lastSeq]);

  const endPart = useCallback(() => setLine(null), []);
  return { line, endPart };
}
