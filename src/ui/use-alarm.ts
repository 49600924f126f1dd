"use client";

import { useEffect, useEffectEvent } from "react";
import { useServerAhead } from "./server-clock";

/** The longest delay of a browser's timer, in milliseconds. */
const LONGEST_MS = 2_147_483_647;

/** Calls `ring` at this time by the server's clock, at once if it is past. Null means never. In milliseconds. */
export function useAlarm(at: number | null, ring: () => void): void {
  const onRing = useEffectEvent(ring);
  const ahead = useServerAhead();
  useEffect(() => {
    if (at === null) return;
    let timer: ReturnType<typeof setTimeout>;
    const wait = () => {
      const left = at - (Date.now() + ahead);
      if (left <= 0) onRing();
      else timer = setTimeout(wait, Math.min(left, LONGEST_MS));
    };
    wait();
    return () => clearTimeout(timer);
  }, [at, ahead]);
}
