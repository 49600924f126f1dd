"use client";

import { useEffect, useState } from "react";
import type { Channel } from "@/lib/api-types";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useAttention } from "./use-attention";

/**
 * Marks what is looked at as read, and remembers where the new part begins: at the last read
 * message when the channel was opened, and wherever one looked away.
 * @returns the seq after which the line "New" stands, or null
 */
export function useReading(channel: Channel, atBottom: boolean, loaded: boolean): number | null {
  const { reading } = useRealtime();
  const { id, lastSeq, lastReadSeq, joined } = channel;
  const looking = useAttention() && atBottom && loaded && joined;
  const [line, setLine] = useState<number | null>(() =>
    joined && lastReadSeq < lastSeq ? lastReadSeq : null,
  );
  const [looked, setLooked] = useState(looking);

  if (looked !== looking) {
    setLooked(looking);
    if (!looking && lastReadSeq >= lastSeq) setLine(lastSeq);
    if (looking && line !== null && line >= lastSeq) setLine(null);
  }

  useEffect(() => {
    if (looking) reading.mark(id, lastSeq);
  }, [reading, looking, id, lastSeq]);

  return line;
}
