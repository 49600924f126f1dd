"use client";

import { Slot } from "radix-ui";
import {
  type CSSProperties,
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { createPortal } from "react-dom";

interface Shown {
  content: ReactNode;
  side: Side;
  anchor: Element;
}

type Side = "top" | "right" | "bottom" | "left";

interface Tips {
  plan: (tip: Shown) => void;
  leave: () => void;
}

const DELAY_MS = 400;
/** In milliseconds: long enough to move the pointer onto the tooltip, which then stays. */
const GRACE_MS = 120;
const GAP_PX = 6;
const EDGE_PX = 8;

const TipContext = createContext<Tips>({ plan: () => undefined, leave: () => undefined });

/** Rendered once, around the page. There is one tooltip at a time. */
export function TooltipProvider({ children }: { children: ReactNode }) {
  const [tip, setTip] = useState<Shown | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const tips = useMemo<Tips>(() => {
    const later = (next: Shown | null, pause: number) => {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => setTip(next?.anchor.isConnected ? next : null), pause);
    };
    return { plan: (next) => later(next, DELAY_MS), leave: () => later(null, GRACE_MS) };
  }, []);

  // Keys and clicks hide the tooltip, and cancel one that is about to appear.
  useEffect(() => {
    const hide = (event: Event) => {
      if (event instanceof KeyboardEvent && event.key !== "Escape") return;
      clearTimeout(timer.current);
      setTip(null);
    };
    const ending = new AbortController();
    const options = { capture: true, signal: ending.signal };
    document.addEventListener("keydown", hide, options);
    document.addEventListener("pointerdown", hide, options);
    return () => {
      clearTimeout(timer.current);
      ending.abort();
    };
  }, []);

  // A button that is removed fires neither a leave nor a blur event.
  useEffect(() => {
    if (!tip) return;
    const hide = () => setTip(null);
    const watch = new MutationObserver(() => tip.anchor.isConnected || hide());
    watch.observe(document.body, { childList: true, subtree: true });
    document.addEventListener("scroll", hide, { capture: true });
    return () => {
      watch.disconnect();
      document.removeEventListener("scroll", hide, { capture: true });
    };
  }, [tip]);

  return (
    <TipContext value={tips}>
      {children}
      {tip && <Tip tip={tip} onEnter={() => clearTimeout(timer.current)} onLeave={tips.leave} />}
    </TipContext>
  );
}

interface TooltipProps {
  content: ReactNode;
  children: ReactNode;
  side?: Side;
}

/**
 * A few words on hover and focus. The child must be focusable, and have an accessible name of its own that says the
 * same.
 */
export function Tooltip({ content, children, side = "top" }: TooltipProps) {
  const { plan, leave } = useContext(TipContext);
  return (
    <Slot.Root
      onPointerEnter={(event) => {
        if (event.pointerType !== "touch") plan({ content, side, anchor: event.currentTarget });
      }}
      onPointerLeave={leave}
      onFocus={(event) => {
        const anchor = event.currentTarget;
        if (anchor.matches(":focus-visible")) plan({ content, side, anchor });
      }}
      onBlur={leave}
    >
      {children}
    </Slot.Root>
  );
}

interface TipProps {
  tip: Shown;
  onEnter: () => void;
  onLeave: () => void;
}

function Tip({ tip, onEnter, onLeave }: TipProps) {
  const box = useRef<HTMLDivElement>(null);
  const [style, setStyle] = useState<CSSProperties>({ visibility: "hidden" });
  useLayoutEffect(() => {
    if (box.current) setStyle(placeBeside(tip, box.current));
  }, [tip]);
  return createPortal(
    <div
      ref={box}
      role="tooltip"
      style={style}
      onPointerEnter={onEnter}
      onPointerLeave={onLeave}
      className="fixed z-50 max-w-72 animate-fade-in select-none rounded-md bg-ink px-2 py-1 text-meta text-paper shadow-float"
    >
      {tip.content}
    </div>,
    document.body,
  );
}

/**
 * On the preferred side of the anchor, or on the opposite side if there is no room. It never reaches over the edge of
 * the window.
 */
function placeBeside({ anchor, side }: Shown, box: Element): CSSProperties {
  const at = anchor.getBoundingClientRect();
  const { width, height } = box.getBoundingClientRect();
  const upright = side === "top" || side === "bottom";
  const places = {
    top: at.top - height - GAP_PX,
    bottom: at.bottom + GAP_PX,
    left: at.left - width - GAP_PX,
    right: at.right + GAP_PX,
  };
  const fits = {
    top: places.top >= EDGE_PX,
    bottom: places.bottom + height <= window.innerHeight - EDGE_PX,
    left: places.left >= EDGE_PX,
    right: places.right + width <= window.innerWidth - EDGE_PX,
  };
  const opposite = { top: "bottom", bottom: "top", left: "right", right: "left" } as const;
  const along = places[fits[side] ? side : opposite[side]];
  const across = upright ? at.left + (at.width - width) / 2 : at.top + (at.height - height) / 2;
  const room = upright ? window.innerWidth - width : window.innerHeight - height;
  const kept = Math.max(EDGE_PX, Math.min(across, room - EDGE_PX));
  return upright ? { top: along, left: kept } : { left: along, top: kept };
}
