"use client";

import { useEffect, useEffectEvent, useRef } from "react";

/** In milliseconds. A message that takes longer to be sent is not opened under the hands of somebody who has gone on. */
const SOON_MS = 2_000;

/**
 * Edits the user's last message: at once, or as soon as what they have just sent is there.
 * @param underWay how many of their messages are not acknowledged yet
 */
export function useEditLast(underWay: number, edit: () => void): () => void {
  const wantedAt = useRef(Number.NEGATIVE_INFINITY);
  const editIfWanted = useEffectEvent(() => {
    const isWanted = performance.now() - wantedAt.current < SOON_MS;
    wantedAt.current = Number.NEGATIVE_INFINITY;
    if (isWanted) edit();
  });
  useEffect(() => {
    if (underWay === 0) editIfWanted();
  }, [underWay]);
  return () => {
    if (underWay === 0) edit();
    else wantedAt.current = performance.now();
  };
}
