"use client";

import { useEffect, useState } from "react";
import { WAITING } from "@/ui/primitives/late-hydration";
import { standsAtEnd } from "./use-steady-scroll";

/** A list that never becomes ready, as when a script does not load, must not stay covered. */
const SETTLED_AFTER_MS = 5_000;

/**
 * Whether the list stands at its end with all its rows as they will stay, so that it can be shown.
 * @param scroller what scrolls the list, once it is there
 * @param initially true for a list that is shown from the start
 */
export function useSettled(scroller: HTMLElement | null, initially: boolean): boolean {
  const [settled, setSettled] = useState(initially);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(true), SETTLED_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => {
    if (!scroller || settled) return;
    let wasReady = false;
    let frame = requestAnimationFrame(function look() {
      const ready = isReady(scroller);
      // Rows are measured after a frame is laid out: only the next frame tells that nothing moved.
      if (ready && wasReady) return setSettled(true);
      wasReady = ready;
      frame = requestAnimationFrame(look);
    });
    return () => cancelAnimationFrame(frame);
  }, [scroller, settled]);
  return settled;
}

function isReady(scroller: HTMLElement): boolean {
  // The virtual list hides its rows until it has found its place. An empty list has none.
  const rows = scroller.querySelector<HTMLElement>("[data-testid='virtuoso-item-list']");
  if (rows?.style.visibility === "hidden" || scroller.querySelector(WAITING)) return false;
  return standsAtEnd(scroller);
}
