"use client";

import { useCallback, useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { Overlay } from "./overlay-context";

/** The dialog that is open over the page, and the element that had the focus before it. */
export function useShownOverlay() {
  const [overlay, setOverlay] = useState<Overlay | null>(null);
  const opener = useRef<Element | null>(null);

  /** Opens the dialog before it returns: the next key must go to the dialog, not to the field that had the focus. */
  const show = useCallback((next: Overlay | null) => {
    if (!next) return setOverlay(null);
    opener.current = document.activeElement;
    flushSync(() => setOverlay(next));
  }, []);
  const returnFocus = useCallback(() => {
    const { current } = opener;
    return current instanceof HTMLElement && current.isConnected ? current : null;
  }, []);

  return { overlay, show, returnFocus };
}
