"use client";

import { type RefObject, useEffect, useRef } from "react";

const NEAR_PX = 48;

/** Keeps a list at its end while it grows, unless the user has scrolled up. */
export function useFollowEnd(fromTheEnd: boolean): RefObject<HTMLDivElement | null> {
  const list = useRef<HTMLDivElement>(null);
  const following = useRef(fromTheEnd);
  useEffect(() => {
    const element = list.current;
    if (!element) return;
    if (following.current) element.scrollTop = element.scrollHeight;
    const note = () => {
      following.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_PX;
    };
    element.addEventListener("scroll", note, { passive: true });
    return () => element.removeEventListener("scroll", note);
  });
  return list;
}
