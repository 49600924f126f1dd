"use client";

import { useCallback, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { findOpener, findReturn, type Opener } from "@/ui/primitives/opener";
import type { Overlay } from "./overlay-context";

/** The dialog that is open over the page, and the element that had the focus before it. */
export function useShownOverlay() {
  const [overlay, setOverlay] = useState<Overlay | null>(null);
  const opener = useRef<Opener | null>(null);

  /** Opens the dialog before it returns: the next key must go to the dialog, not to the field that had the focus. */
  const show = useCallback((next: Overlay | null) => {
    if (!next) return setOverlay(null);
    opener.current = findOpener();
    flushSync(() => setOverlay(next));
  }, []);
  const returnFocus = useCallback(() => findReturn(opener.current), []);

  return { overlay, show, returnFocus };
}
