"use client";

import { useCallback, useEffect, useRef, useState } from "react";

/** In milliseconds. By then every row that an opening list shows has been measured. */
const OPENED_AFTER_MS = 5_000;
/** Positions are fractions of a pixel where the page is zoomed. */
const END_PX = 2;
const MOVED_PX = 0.5;
/** In milliseconds. So long after a movement the virtual list still corrects for rows that it measures late. */
const MOVING_MS = 100;
const TOUCHES = ["wheel", "touchmove", "keydown", "pointerdown", "focusin"] as const;

interface SteadyScroll {
  /** Whether the list opens at its end. */
  opens: boolean;
  /** Whether the newest message is at the end, so that a list at its end stays there. */
  follows: boolean;
  isEmpty: boolean;
}

/**
 * Keeps what is read in its place. At its end, a list stays there whatever grows. Elsewhere, the first row that is seen
 * stays where it is, whatever changes above it. Rows are measured late while a list opens, which moves it away from its
 * end; until the user touches it, it goes back there.
 * @returns `scrollerRef` for what scrolls, and `release` to be called before something else scrolls it
 */
export function useSteadyScroll({ opens, follows, isEmpty }: SteadyScroll) {
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const [place] = useState(() => new Place(opens));
  const followed = useRef(follows);
  useEffect(() => {
    followed.current = follows;
  });

  const release = useCallback(() => place.release(), [place]);
  useEffect(() => {
    const timer = setTimeout(release, OPENED_AFTER_MS);
    for (const kind of TOUCHES) scroller?.addEventListener(kind, release, { passive: true });
    return () => {
      clearTimeout(timer);
      for (const kind of TOUCHES) scroller?.removeEventListener(kind, release);
    };
  }, [scroller, release]);

  useEffect(() => {
    if (!scroller) return;
    const scroll = () => place.scrolled(scroller);
    const watch = new ResizeObserver(() => place.keep(scroller, followed.current));
    for (const element of listMeasured(scroller)) watch.observe(element, { box: "border-box" });
    scroller.addEventListener("scroll", scroll, { passive: true });
    return () => {
      watch.disconnect();
      scroller.removeEventListener("scroll", scroll);
    };
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- an empty list has other elements
  }, [place, scroller, isEmpty]);

  const scrollerRef = useCallback((element: HTMLElement | Window | null) => {
    setScroller(element instanceof HTMLElement ? element : null);
  }, []);
  return { scroller, scrollerRef, release };
}

/** What changes its size when something in the list does. */
function listMeasured(scroller: HTMLElement): Element[] {
  const inner = [...scroller.children];
  return [scroller, ...inner, ...inner.flatMap((element) => [...element.children])];
}

/** Where a list stands: at its end, or with rows at certain distances from its upper edge. */
class Place {
  private isAtEnd: boolean;
  private isOpening: boolean;
  private top = 0;
  private movedAt = Number.NEGATIVE_INFINITY;
  private seen: { row: Element; top: number }[] = [];

  constructor(opens: boolean) {
    this.isAtEnd = opens;
    this.isOpening = opens;
  }

  release(): void {
    this.isOpening = false;
  }

  /** The first movement up ends the staying at the end. */
  scrolled(scroller: HTMLElement): void {
    if (this.isOpening) return this.toEnd(scroller);
    if (!this.isWhereNoted(scroller)) this.movedAt = performance.now();
    if (standsAtEnd(scroller)) this.isAtEnd = true;
    else if (scroller.scrollTop < this.top) this.isAtEnd = false;
    this.note(scroller);
  }

  /** Called when sizes have changed, before they are painted. */
  keep(scroller: HTMLElement, follows: boolean): void {
    if (!follows && !this.isOpening && !standsAtEnd(scroller)) this.isAtEnd = false;
    if (this.isAtEnd) return this.toEnd(scroller);
    // What scrolls the list chooses its place.
    const isMoving = performance.now() - this.movedAt < MOVING_MS;
    if (!isMoving && this.isWhereNoted(scroller)) {
      const moved = this.readShift(scroller);
      if (Math.abs(moved) >= MOVED_PX) scroller.scrollTop += moved;
    }
    this.note(scroller);
  }

  private toEnd(scroller: HTMLElement): void {
    if (distanceToEnd(scroller) > 0) scroller.scrollTop = scroller.scrollHeight;
    this.note(scroller);
  }

  private isWhereNoted({ scrollTop }: HTMLElement): boolean {
    return Math.abs(scrollTop - this.top) < 1;
  }

  private readShift(scroller: HTMLElement): number {
    const first = this.seen.find(({ row }) => row.isConnected);
    return first ? readTop(first.row, readEdge(scroller)) - first.top : 0;
  }

  private note(scroller: HTMLElement): void {
    this.top = scroller.scrollTop;
    const edge = readEdge(scroller);
    const rows = [...scroller.querySelectorAll("article")].map((row) => ({
      row,
      top: readTop(row, edge),
    }));
    const whole = rows.filter(({ top }) => top >= 0 && top < scroller.clientHeight);
    const cut = rows.findLast(({ top }) => top < 0);
    this.seen = cut ? [...whole, cut] : whole;
  }
}

const readEdge = (scroller: HTMLElement) => scroller.getBoundingClientRect().top;

const readTop = (row: Element, edge: number) => row.getBoundingClientRect().top - edge;

/** Whether a list stands at its end, as near as positions can be told. */
export const standsAtEnd = (scroller: HTMLElement) => distanceToEnd(scroller) <= END_PX;

function distanceToEnd({ scrollHeight, scrollTop, clientHeight }: HTMLElement): number {
  return scrollHeight - scrollTop - clientHeight;
}
