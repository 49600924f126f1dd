"use client";

import { type RefObject, useCallback, useEffect, useRef } from "react";

/** In milliseconds. By then every line that an opening channel shows has been measured. */
const OPENED_AFTER_MS = 5_000;

/**
 * Keeps a list at its end while it opens. Lines are measured late, and each measurement moves the list away from its
 * end. Until the user scrolls, only the list itself causes these moves. Later it stays at its end only when its frame
 * changes size, for example when a panel opens and lines become longer.
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
    const timer = setTimeout(release, OPENED_AFTER_MS);
    return () => clearTimeout(timer);
  }, [release]);
  useEffect(() => {
    if (!frame.current) return;
    let size = sizeOf(frame.current);
    const watch = new ResizeObserver(() => {
      const before = size;
      size = sizeOf(frame.current);
      // The observer also reports once at the start. A list that opens in the middle is still finding its position
      // then.
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
