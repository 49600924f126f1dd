"use client";

import { type RefObject, useCallback, useEffect, useRef } from "react";

/** By then every line that opening a channel shows has been measured. */
const OPENED_AFTER = 5_000;

/**
 * Keeps a list at its end while it opens. Lines are measured late, and each one moves the list away from
 * the end; until the reader moves it, whatever moves it is the list itself. Later it stays at the end only
 * when its frame changes, as when a panel makes the lines longer.
 */
export function useStayAtEnd(frame: RefObject<HTMLElement | null>, opens: boolean, atEnd: boolean) {
  const scroller = useRef<HTMLElement | null>(null);
  const opening = useRef(opens);
  const staying = useRef(atEnd);
  useEffect(() => {
    staying.current = atEnd;
  });

  const release = useCallback(() => {
    opening.current = false;
  }, []);
  const toEnd = useCallback(() => {
    if (scroller.current) scroller.current.scrollTop = scroller.current.scrollHeight;
  }, []);
  const keepOpening = useCallback(() => {
    if (opening.current) toEnd();
  }, [toEnd]);
  const scrollerRef = useCallback(
    (element: HTMLElement | Window | null) => {
      scroller.current = element instanceof HTMLElement ? element : null;
      scroller.current?.addEventListener("scroll", keepOpening);
    },
    [keepOpening],
  );

  useEffect(() => {
    const timer = setTimeout(release, OPENED_AFTER);
    return () => clearTimeout(timer);
  }, [release]);
  useEffect(() => {
    if (!frame.current) return;
    let size = sizeOf(frame.current);
    const watch = new ResizeObserver(() => {
      const before = size;
      size = sizeOf(frame.current);
      // It reports once at the beginning too, when a list that opens in the middle is finding its place.
      if (size !== before && (opening.current || staying.current)) toEnd();
    });
    watch.observe(frame.current);
    return () => watch.disconnect();
  }, [frame, toEnd]);

  return { scrollerRef, keepOpening, release };
}

function sizeOf(element: HTMLElement | null): string {
  return element ? `${element.clientWidth} ${element.clientHeight}` : "";
}
